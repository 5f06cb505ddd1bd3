package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of a few fields. */
class SelectIT extends SimulatedCommand {

    SelectIT() {
        super(fast(2_500));
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(file(name));
    }

    @Test
    void rowsHaveTheFieldsThatAreSelectedAndNoOthers() throws IOException {
        assertThat(harvestFast("a.com", "--order", "stable")).isZero();
        List<Backlink> whole =
                lines("rows.ndjson").stream().map(Backlink::fromJson).toList();

        assertThat(harvestFast("--select", "url_from", "rank,attributes", "a.com", "--order", "stable", "--force"))
                .isZero();

        assertThat(lines("rows.ndjson").stream().map(Backlink::fromJson).map(Backlink::rank))
                .isEqualTo(whole.stream().map(Backlink::rank).toList());
        assertThat(lines("rows.ndjson"))
                .allMatch(line -> line.startsWith("{\"url_from\":\"") || line.startsWith("{\"rank\":"));
        assertThat(lines("rows.ndjson")
                        .get(0)
                        .replaceAll("\"[^\"]*\":|\\[[^]]*]", "")
                        .split(","))
                .as("three values")
                .hasSize(3);
        assertThat(messages).contains("proof     proven");
    }

    @Test
    void aRowThatIsOneOfItsKindIsStillToldFromOthersWhenItsKeysAreNotSelected() throws IOException {
        assertThat(harvestFast("a.com", "--select", "dofollow", "--parallel", "8"))
                .isZero();
        assertThat(new HashSet<>(lines("rows.ndjson"))).hasSize(2);
        assertThat(lines("rows.ndjson").size()).isEqualTo(2_500);
        assertThat(messages).contains("proof     proven", "counted   2,500 different, 0 repeated");
    }

    @Test
    void aResumedFileIsThatOfAnUndisturbedRun() throws IOException {
        assertThat(harvestFast("a.com", "--select", "url_from", "rank")).isZero();
        List<String> undisturbed = lines("rows.ndjson");
        assertThat(harvestFast("a.com", "--select", "url_from", "rank", "--max-cost", "0.07", "--force"))
                .isZero();
        assertThat(lines("rows.ndjson").size()).isEqualTo(1_000);
        assertThat(harvestFast("a.com", "--select", "url_from", "rank", "--resume"))
                .isZero();
        assertThat(lines("rows.ndjson").equals(undisturbed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --select url_from      | have the fields url_from,rank, and not the fields url_from;
            --select rank url_from | have the fields url_from,rank, and not the fields rank,url_from;
            ''                     | have the fields url_from,rank, and not all fields;
            """)
    void anotherSelectionIsNotResumed(String other, String why) {
        assertThat(harvestFast("a.com", "--select", "url_from", "rank", "--max-cost", "0.07"))
                .isZero();
        int bought = simulator.requestCount();
        String[] words = ("a.com --resume " + other).strip().split(" ");
        assertThat(harvestFast(words)).isEqualTo(2);
        assertThat(messages).contains(why, "resume with the same --select, or take another --out; --force begins anew");
        assertThat(simulator.requestCount()).isEqualTo(bought);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url_form                                            | there is no field "url_form"; did you mean "url_from"?
            urlFrom                                             | there is no field "urlFrom"; did you mean "url_from"?
            firstseen                                           | did you mean "first_seen"?
            localhost                                           | there is no field "localhost"; docs/schema.md lists all; a target stands
            extras                                              | extras come with whole rows only
            ,                                                   | must name a field
            ranked_keywords_info.page_from_keywords_count_top_3 | select "ranked_keywords_info"
            """)
    void anUnknownFieldIsRefusedWithTheNearestBeforeAnythingIsBought(String field, String why) {
        assertThat(harvestFast("a.com", "--select", field)).isEqualTo(2);
        assertThat(messages).contains("--select: ", why);
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void aDeltaIsCountedWhateverIsSelected() throws IOException {
        assertThat(harvestFast("a.com", "--since", "2019-05-01")).isZero();
        String changes = messages.lines()
                .filter(line -> line.contains("changes"))
                .findFirst()
                .orElseThrow();
        assertThat(harvestFast("a.com", "--since", "2019-05-01", "--select", "anchor", "--force"))
                .isZero();
        assertThat(messages).contains(changes);
        assertThat(lines("rows.ndjson")).allMatch(line -> line.startsWith("{\"anchor\":"));
    }

    @Test
    void aListHasThemInEachFile() throws IOException {
        Files.write(file("targets.txt"), List.of("a.com", "b.com"));
        assertThat(harvest(
                        "--targets",
                        file("targets.txt").toString(),
                        "--out",
                        file("rows") + "/",
                        "--select",
                        "rank",
                        "--requests-per-minute",
                        "1000000"))
                .isZero();
        assertThat(lines("rows/a.com.ndjson")).hasSize(2_500).allMatch(line -> line.matches("\\{\"rank\":\\d+}"));
        assertThat(lines("rows/b.com.ndjson")).hasSize(2_500).allMatch(line -> line.matches("\\{\"rank\":\\d+}"));
    }

    @Test
    void aListIsNotResumedWithAnotherSelectionNorHasNewTargetsUnderIt() throws IOException {
        Path targets = file("targets.txt");
        String[] list = {
            "--targets", targets.toString(), "--out", file("rows") + "/", "--requests-per-minute", "1000000"
        };
        Files.write(targets, List.of("a.com"));
        assertThat(harvest(with(list, "--select", "rank"))).isZero();
        int bought = simulator.requestCount();
        Files.write(targets, List.of("a.com", "b.com"));

        assertThat(harvest(with(list, "--select", "url_to", "--resume"))).isEqualTo(2);

        assertThat(messages)
                .contains("the rows in " + file("rows")
                        + " have the fields rank, and not the fields url_to; resume with");
        assertThat(simulator.requestCount()).isEqualTo(bought);
        assertThat(harvest(with(list, "--select", "rank", "--resume"))).isZero();
        assertThat(lines("rows/b.com.ndjson")).hasSize(2_500);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aTableHasTheColumnsInTheOrderThatTheyAreNamed() throws Exception {
        String csv = file("rows.csv").toString();
        String parquet = file("rows.parquet").toString();
        assertThat(harvest("a.com", "--select", "rank", "first_seen", "url_from", "--out", csv))
                .isZero();
        assertThat(lines("rows.csv").get(0)).isEqualTo("rank,first_seen,url_from");
        assertThat(lines("rows.csv").size()).isEqualTo(2_501);

        String[] select = {"a.com", "--select", "rank", "first_seen", "url_from", "--out", parquet};
        assertThat(harvest(Stream.concat(Stream.of(select), Stream.of("--max-cost", "0.07"))
                        .toArray(String[]::new)))
                .isZero();
        assertThat(harvest(
                        Stream.concat(Stream.of(select), Stream.of("--resume")).toArray(String[]::new)))
                .isZero();
        Files.write(file("targets.txt"), List.of("a.com"));
        assertThat(harvest(
                        "--targets",
                        file("targets.txt").toString(),
                        "--select",
                        "rank",
                        "--format",
                        "parquet-dataset",
                        "--out",
                        file("all") + "/"))
                .isZero();
        try (Duck duck = new Duck()) {
            assertThat(duck.rows(
                            "SELECT column_name FROM (DESCRIBE SELECT * FROM '" + file("all") + "/part-*.parquet')"))
                    .containsExactly("target", "harvested_at", "rank");
            assertThat(duck.rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '" + parquet + "')"))
                    .containsExactly("rank|INTEGER", "first_seen|TIMESTAMP WITH TIME ZONE", "url_from|VARCHAR");
            assertThat(duck.rows("SELECT count(*), count(url_from), sum(rank) FROM '" + parquet + "'"))
                    .isEqualTo(duck.rows("SELECT count(*), count(url_from), sum(rank) FROM '" + csv + "'"));
        }
    }
}
