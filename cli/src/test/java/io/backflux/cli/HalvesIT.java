package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Texts that the API cut within a character. */
class HalvesIT {

    private static final String NOTE = "cut to half a surrogate pair by the API, written as U+FFFD";

    @TempDir
    private Path folder;

    private final HalvesApi api = new HalvesApi();
    private CommandRun run = new CommandRun();
    private Path rows = Path.of("");
    private Path summary = Path.of("");

    @BeforeEach
    void name() {
        rows = folder.resolve("rows.ndjson");
        summary = folder.resolve("summary.json");
    }

    @AfterEach
    void close() {
        api.close();
    }

    private int harvest(String out, String... more) {
        List<String> words = new ArrayList<>(List.of("harvest", "a.com", "--base-url", api.baseUrl(), "--page-size"));
        words.addAll(List.of("2", "--out", out, "--summary", summary.toString()));
        words.addAll(List.of(more));
        run = new CommandRun().withCredentials();
        return run.execute(words.toArray(String[]::new));
    }

    private void assertCounted(long halves) throws IOException {
        assertThat(StrictReader.read(summary)).contains("\"replaced_surrogates\" : " + halves + ",");
    }

    @Test
    void halvesAreReplacedAndSummed() throws IOException {
        assertThat(harvest(rows.toString())).isZero();
        assertThat(StrictReader.read(rows)).hasLineCount(3).contains("a\ufffd\"", "\ufffdc\ufffd\"");
        assertThat(run.messages()).contains("  note      3 characters " + NOTE + "; --exact-text keeps");
        assertCounted(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void inEveryFormatTheyAreReplacedAndCounted(RowFormat format) throws Exception {
        rows = folder.resolve("rows" + format.ending());
        assertThat(harvest(rows.toString(), "--max", "2")).isZero();
        assertCounted(1);
        assertThat(harvest(rows.toString(), "--resume")).isZero();
        assertCounted(3);
        try (Duck duck = new Duck()) {
            duck.view(format, rows);
            assertThat(duck.rows("SELECT count(*) FROM links WHERE to_json(links)::VARCHAR LIKE '%\ufffd%'"))
                    .isNotEqualTo(List.of("0"));
        }
    }

    @Test
    void onStandardOutputToo() throws IOException {
        assertThat(harvest("-")).isZero();
        assertThat(run.rows()).hasLineCount(3).contains("\ufffdc\ufffd\"");
        assertThat(run.messages()).contains("3 characters " + NOTE);
        assertCounted(3);
    }

    @Test
    void exactTextKeepsThemAndSaysNothing() throws IOException {
        assertThat(harvest(rows.toString(), "--exact-text")).isZero();
        assertThat(StrictReader.refuses(rows)).isTrue();
        assertThat(rows).content().containsIgnoringCase("\"a\\ud83d\"").containsIgnoringCase("\"\\ude00c\\ud83d\"");
        assertThat(run.messages()).doesNotContain("surrogate");
        assertCounted(0);
        assertThat(harvest("-", "--exact-text")).isZero();
        assertThat(run.rows()).containsIgnoringCase("\"a\\ud83d\"");
        assertThat(run.messages()).doesNotContain("surrogate");
    }

    @Test
    void resumedRunsAreCountedTogether() throws IOException {
        assertThat(harvest(rows.toString(), "--max", "2")).isZero();
        assertThat(run.messages()).contains("1 character " + NOTE);
        assertCounted(1);
        assertThat(harvest(rows.toString(), "--resume")).isZero();
        assertThat(run.messages()).contains("3 characters " + NOTE);
        assertCounted(3);
        assertThat(harvest(rows.toString(), "--resume")).isZero();
        assertThat(run.messages()).contains("nothing was bought", "3 characters " + NOTE);
        assertCounted(3);
    }

    @Test
    void reasonOfTheServerIsReadableInTheSummary() throws IOException {
        api.refuse();
        assertThat(harvest(rows.toString())).isEqualTo(2);
        assertThat(StrictReader.read(summary)).contains("x\ufffd");
        assertCounted(0);
        run = new CommandRun().withCredentials();
        assertThat(run.execute("estimate", "a.com", "--base-url", api.baseUrl(), "--summary", summary + "2"))
                .isEqualTo(2);
        assertThat(StrictReader.read(Path.of(summary + "2"))).contains("x\ufffd");
        assertThat(Files.exists(rows)).isFalse();
    }
}
