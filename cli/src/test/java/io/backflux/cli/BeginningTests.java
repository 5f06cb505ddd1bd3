package io.backflux.cli;

import static io.backflux.cli.Existing.REFUSED;
import static io.backflux.cli.Existing.RESUMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeginningTests {

    private static final String SERVER = "the simulator";

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("rows.ndjson");
    }

    private static HarvestState of(String server) {
        HarvestState state = covering("row\n");
        return new HarvestState(
                state.saved(),
                server,
                state.status(),
                state.reason(),
                state.length(),
                state.checksum(),
                state.replaced(),
                state.unpriced(),
                state.checkpoint(),
                null);
    }

    private @Nullable HarvestState resumedAt(String server, HarvestState state) throws IOException {
        Files.writeString(path(), "row\n");
        try (DataFile file = DataFile.open(Disk.REAL, path())) {
            return new Beginning(path(), server, RowFormat.NDJSON).from(RESUMED, file, state);
        }
    }

    private @Nullable HarvestState from(Existing existing, @Nullable String data, @Nullable HarvestState state)
            throws IOException {
        Beginning beginning = new Beginning(path(), SERVER, RowFormat.NDJSON);
        if (data == null) {
            return beginning.from(existing, null, state);
        }
        Files.writeString(path(), data);
        try (DataFile file = DataFile.open(Disk.REAL, path())) {
            return beginning.from(existing, file, state);
        }
    }

    private void assertRefused(
            Existing existing, @Nullable String data, @Nullable HarvestState state, String... words) {
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> from(existing, data, state))
                .satisfies(refused -> assertThat(refused.getMessage())
                        .contains(path().toString(), "--force")
                        .contains(words));
    }

    /** A state that covers this. */
    private static HarvestState covering(String data) {
        CRC32C checksum = new CRC32C();
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        int from = Math.max(0, bytes.length - 4096);
        checksum.update(bytes, from, bytes.length - from);
        return StateFileTests.running(bytes.length, (int) checksum.getValue());
    }

    private static HarvestState complete(String data) {
        HarvestState state = covering(data);
        return new HarvestState(
                state.saved(),
                SERVER,
                "complete",
                "all came",
                state.length(),
                state.checksum(),
                state.replaced(),
                BigDecimal.ZERO,
                Checkpoints.complete(),
                null);
    }

    private static HarvestState begun() {
        return HarvestState.begun(Instant.EPOCH, SERVER);
    }

    @Test
    void withNothingThereItBegins() throws IOException {
        assertThat(from(REFUSED, null, null)).isNull();
        assertThat(from(RESUMED, null, null)).isNull();
    }

    @Test
    void emptyFileIsAsGoodAsNone() throws IOException {
        assertThat(from(REFUSED, "", null)).isNull();
        assertThat(from(RESUMED, "", null)).isNull();
        assertThat(from(REFUSED, "", begun())).isNull();
    }

    @Test
    void rowsAreNeverOverwritten() {
        assertRefused(
                REFUSED, "row\n", null, "is there already, without a checkpoint to resume from", "take another --out");
        assertRefused(REFUSED, "row\n", begun(), "is there already", "--resume");
        assertRefused(REFUSED, "row\n", covering("row\n"), "is there already", "--resume");
        assertRefused(REFUSED, "row\n", complete("row\n"), "is there already, and complete; --force");
    }

    @Test
    void resumingIsAdvisedOnlyWhereItGoesOn() {
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> from(REFUSED, "row\n", null))
                .satisfies(refused -> assertThat(refused).message().doesNotContain("--resume"));
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> from(REFUSED, "row\n", complete("row\n")))
                .satisfies(refused -> assertThat(refused).message().doesNotContain("--resume"));
    }

    @Test
    void checkpointOfRowsThatWereMovedAwayIsNotOverwrittenUnlessTheyWereAll() throws IOException {
        assertRefused(REFUSED, null, covering("row\n"), "rows.ndjson.checkpoint is there already");
        assertThat(from(REFUSED, null, complete("row\n"))).isNull();
    }

    @Test
    void goesOnBehindWhatIsCovered() throws IOException {
        assertThat(from(RESUMED, "row\n", covering("row\n"))).isEqualTo(covering("row\n"));
        assertThat(from(RESUMED, "row\nhalf a r", covering("row\n"))).isEqualTo(covering("row\n"));
        assertThat(from(RESUMED, "row\n", complete("row\n"))).isEqualTo(complete("row\n"));
        String long1 = "x".repeat(10_000);
        assertThat(from(RESUMED, long1 + "y", covering(long1))).isEqualTo(covering(long1));
    }

    @Test
    void firstPageThatWasCutBeginsAgain() throws IOException {
        assertThat(from(RESUMED, "half a r", begun())).isNull();
        assertThat(from(RESUMED, null, begun())).isNull();
    }

    @Test
    void rowsWithoutACheckpointAreRefused() {
        assertRefused(RESUMED, "row\n", null, "there is no", "rows.ndjson.checkpoint", "--out");
    }

    @Test
    void shorterOrChangedFileIsRefused() {
        assertRefused(RESUMED, "ro", covering("row\n"), "has 2 bytes", "covers 4", "put the whole file back");
        assertRefused(RESUMED, null, covering("row\n"), "has 0 bytes");
        assertRefused(RESUMED, "low\n", covering("row\n"), "was changed since");
        assertRefused(RESUMED, "x".repeat(9999) + "y", covering("x".repeat(10_000)), "was changed since");
    }

    @Test
    void anotherServersRowsAreNotMixedIn() {
        assertRefused(RESUMED, "row\n", of("api.dataforseo.com"), "are of api.dataforseo.com, not of the simulator");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gw:444/one",
                "https://gw/one",
                "https://gw:443/two",
                "https://gw:443",
                "http://gw:443/one"
            })
    void portAndPathTellServersApart(String other) throws IOException {
        HarvestState state = of("https://gw:443/one");
        assertThat(resumedAt("https://gw:443/one", state)).isEqualTo(state);
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> resumedAt(other, state))
                .withMessageContaining("are of https://gw:443/one, not of " + other);
    }

    @Test
    void checkpointThatKnowsOnlyTheHostIsResumed() throws IOException {
        HarvestState state = of("GW");
        assertThat(resumedAt("https://gw:444/one", state)).isEqualTo(state);
        assertThatExceptionOfType(FileRefusedException.class).isThrownBy(() -> resumedAt("https://gw2/one", state));
    }
}
