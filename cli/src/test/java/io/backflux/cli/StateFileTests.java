package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.backflux.Checkpoint;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StateFileTests {

    private static final Instant SAVED = Instant.parse("2026-11-23T15:48:25Z");

    @TempDir
    private Path folder;

    private Path data = Path.of("");
    private StateFile file = StateFile.of(Disk.REAL, data);

    @BeforeEach
    void name() {
        data = folder.resolve("rows.ndjson");
        file = StateFile.of(Disk.REAL, data);
    }

    static HarvestState running(long length, int checksum) {
        return new HarvestState(
                SAVED,
                "the simulator",
                "running",
                "",
                length,
                checksum,
                7,
                new BigDecimal("0.05"),
                Checkpoints.running(),
                new Changes(Instant.parse("2026-11-20T03:00:00Z"), 4, 3, 2, 1));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        file.write(running(1234, 0xfedcba98));
        assertThat(file.read()).isEqualTo(running(1234, 0xfedcba98));
        assertThat(folder).isDirectoryContaining("glob:**.checkpoint").isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void beginningHasNoCheckpoint() throws IOException {
        file.write(HarvestState.begun(SAVED, "api.dataforseo.com"));
        assertThat(file.read()).isEqualTo(HarvestState.begun(SAVED, "api.dataforseo.com"));
    }

    @ParameterizedTest
    @CsvSource({"30, 1000", "300, 3", "30, 32768"})
    void aCheckpointOfManyRangesIsRead(int ranges, int rows) throws IOException {
        Checkpoint many = Checkpoints.ofRanges(ranges, rows);
        HarvestState state =
                new HarvestState(SAVED, "the simulator", "running", "", 1234, 5678, 0, BigDecimal.ZERO, many, null);
        file.write(state);
        assertThat(file.read()).isEqualTo(state);
    }

    @Test
    void noFileIsNoState() {
        assertThat(file.read()).isNull();
    }

    @Test
    void nobodyElseCanEverReadIt() throws IOException {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        List<String> modes = new ArrayList<>();
        Disk watching = new Disk() {
            @Override
            public FileChannel open(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
                    throws IOException {
                FileChannel channel = Disk.REAL.open(path, options, attributes);
                modes.add(mode(path));
                return channel;
            }

            @Override
            public void move(Path from, Path to) throws IOException {
                modes.add(mode(from));
                Disk.REAL.move(from, to);
            }
        };
        StateFile watched = StateFile.of(watching, data);
        watched.write(running(1, 2));
        watched.write(running(3, 4));
        assertThat(modes).hasSize(4).containsOnly("rw-------");
        assertThat(mode(file.path())).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void leftoverOfAKilledProcessIsInNobodysWay() throws IOException {
        Files.writeString(folder.resolve("rows.ndjson.checkpoint.tmp"), "half of a st");
        file.tidy();
        file.write(running(1, 2));
        assertThat(file.read()).isEqualTo(running(1, 2));
    }

    @Test
    void failedWriteLeavesTheOneBefore() throws IOException {
        file.write(running(1, 2));
        Disk full = new Disk() {
            @Override
            public void move(Path from, Path to) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StateFile.of(full, data).write(running(3, 4)));
        assertThat(file.read()).isEqualTo(running(1, 2));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1 | \"version\":3 | it is of version 3, and this backflux knows version 2",
                "\"version\":1 | \"version\":\"x\" | version is not a number from 0 on",
                "\"version\":1, | ` ` | version is missing",
                "\"replaced\":7 | \"replaced\":-7 | replaced is not a number from 0 on",
                "\"length\":1234 | \"length\":-1 | length is not a number from 0 on",
                "\"length\":1234 | \"length\":1e3 | length is missing",
                "\"length\":1234 | \"length\":null | length is missing",
                "fedcba98 | xyz | crc32c is not a checksum",
                "2026-11-23T | yesterday | saved is not a time",
                "\"unpriced\":\"0.05\" | \"unpriced\":\"1e9999999\" | unpriced is not an amount",
                "\"checkpoint\" | \"other\" | checkpoint is missing",
                "\\\"version\\\":1 | \\\"version\\\":7 | a checkpoint of version 7",
                "\\\"token\\\" | \\\"nothing\\\" | not a checkpoint: token is missing",
                "{\"about\" | [{\"about\" | it is not a JSON object",
                "\"about\" | about | it is not JSON",
            })
    void whatIsBrokenIsRefusedAndNotQuoted(String part, String broken, String why) throws IOException {
        file.write(running(1234, 0xfedcba98));
        String json = Files.readString(file.path());
        assertThat(json).contains(part);
        Files.writeString(file.path(), json.replace(part, broken));
        assertRefused(why);
    }

    @Test
    void anEarlierReleaseCountedNoHalvesOfSurrogatePairs() throws IOException {
        file.write(running(1234, 5));
        String json = Files.readString(file.path());
        assertThat(json).contains("\"replaced\":7,");
        Files.writeString(file.path(), json.replace("\"replaced\":7,", ""));
        assertThat(file.read()).extracting(HarvestState::replaced).isEqualTo(0L);
    }

    @Test
    void cutShortAnywhereItIsRefused() throws IOException {
        file.write(running(1234, 5));
        String json = Files.readString(file.path()).strip();
        for (int length = 0; length < json.length(); length++) {
            Files.writeString(file.path(), json.substring(0, length));
            assertRefused("it is not");
        }
        Files.writeString(file.path(), json + "{}");
        assertRefused("something follows it");
        Files.writeString(file.path(), " ".repeat((1 << 24) + 1));
        assertRefused("it is too long");
    }

    private void assertRefused(String why) {
        assertThatExceptionOfType(FileRefusedException.class)
                .isThrownBy(() -> file.read())
                .withMessageContaining(file.path().toString())
                .withMessageContaining(why)
                .withMessageContaining("--force")
                .satisfies(
                        refused -> assertThat(refused.getMessage()).doesNotContain(Checkpoints.TOKEN.substring(0, 8)));
    }
}
