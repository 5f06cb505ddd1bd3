package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.Delta;
import io.backflux.simulator.IndexChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is new or lost since an earlier harvest, over an index that changes at the clock's time. */
class SinceIT extends SimulatedCommand {

    private static final IndexChanges CHANGES = new IndexChanges(40, 25, 10);

    private final Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));

    SinceIT() {
        super(fast(1));
    }

    @BeforeEach
    void restart() {
        restart(fast(2_500).changing(IndexChanges.NONE).clock(() -> anHourAgo));
    }

    private Path out(String name) {
        return file(name + ".ndjson");
    }

    private int harvestInto(String name, String... words) {
        return harvest(Stream.concat(
                        Stream.of("a.com", "--out", out(name).toString(), "--requests-per-minute", "1000000"),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    private String checkpoint(String name) {
        return out(name) + ".checkpoint";
    }

    private List<Backlink> rows(String name) throws IOException {
        return Files.readAllLines(out(name)).stream().map(Backlink::fromJson).toList();
    }

    /** As if it had been harvested two hours ago, and the target had changed an hour later. */
    private void changeSince(Path state, IndexChanges... changes) throws IOException {
        String time = "(\\\\\"(?:begun|before)\\\\\":\\\\\")[^\\\\]*";
        Files.writeString(state, Files.readString(state).replaceAll(time, "$1" + apiTime(Duration.ofHours(2))));
        for (IndexChanges change : changes) {
            simulator.change("a.com", change);
        }
    }

    private static String apiTime(Duration ago) {
        String time = Instant.now().minus(ago).truncatedTo(ChronoUnit.SECONDS).toString();
        return time.replace("T", " ").replace("Z", " +00:00");
    }

    private void changeSinceWhole(IndexChanges... changes) throws IOException {
        changeSince(Path.of(checkpoint("whole")), changes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "stable", "any"})
    void sinceACheckpointComesWhatIsNewAndWhatIsLostAndNothingElse(String order) throws IOException {
        assertThat(harvestInto("whole", "--order", order)).isZero();
        changeSinceWhole(CHANGES);
        int before = simulator.requestCount();

        assertThat(harvestInto(
                        "delta",
                        "--since",
                        checkpoint("whole"),
                        "--summary",
                        file("s.json").toString()))
                .isZero();

        assertThat(simulator.requestCount() - before).isEqualTo(1);
        assertThat(rows("delta").size()).isEqualTo(65);
        assertThat(rows("delta"))
                .filteredOn(row -> Boolean.TRUE.equals(row.isLost()))
                .hasSize(25);
        assertThat(messages).contains("  changes   40 added, 25 lost, 0 came and went since 20");
        assertThat(StrictReader.read(file("s.json")))
                .contains("\"added\" : 40,", "\"lost\" : 25,", "\"came_and_went\" : 0,", "\"since\" : \"20");
    }

    @Test
    void theRowsFileNamesItsCheckpointToo() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(CHANGES);
        assertThat(harvestInto("delta", "--since", out("whole").toString())).isZero();
        assertThat(rows("delta").size()).isEqualTo(65);
    }

    @Test
    void theCheckpointOfADeltaIsWhereTheNextOneStarts() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(CHANGES);
        assertThat(harvestInto("one", "--since", checkpoint("whole"))).isZero();
        assertThat(harvestInto("two", "--since", checkpoint("one"))).isZero();
        assertThat(rows("two")).isEmpty();
        assertThat(messages).contains("  changes   0 added, 0 lost, 0 came and went since 20");
    }

    @Test
    void whatCameAndWentIsCountedApart() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(new IndexChanges(400, 0, 0), new IndexChanges(0, 600, 0));
        assertThat(harvestInto("delta", "--since", checkpoint("whole"))).isZero();
        long both = rows("delta").stream()
                .filter(row -> Boolean.TRUE.equals(row.isLost()))
                .filter(row -> row.firstSeen() != null
                        && row.firstSeen().isAfter(Instant.now().minus(Duration.ofHours(2))))
                .count();
        assertThat(both).isPositive();
        assertThat(messages)
                .contains("  changes   " + (400 - both) + " added, " + (600 - both) + " lost, " + both
                        + " came and went since ");
    }

    @Test
    void aStatusChoosesOneKind() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(CHANGES);
        assertThat(harvestInto("new", "--since", checkpoint("whole"), "--status", "live"))
                .isZero();
        assertThat(rows("new").size()).isEqualTo(40);
        assertThat(harvestInto("lost", "--since", checkpoint("whole"), "--status", "lost"))
                .isZero();
        assertThat(rows("lost").size()).isEqualTo(25);
    }

    @Test
    void aResumedDeltaCountsTheRowsOfAllRuns() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(CHANGES);
        String[] delta = {"--since", checkpoint("whole"), "--page-size", "10", "--max-cost", "0.08"};
        assertThat(harvestInto("delta", delta)).isZero();
        assertThat(rows("delta").size()).isBetween(10, 40);
        assertThat(harvestInto("delta", "--since", checkpoint("whole"), "--page-size", "10", "--resume"))
                .isZero();
        assertThat(rows("delta").size()).isEqualTo(65);
        assertThat(messages).contains("40 added, 25 lost, 0 came and went");
        assertThat(harvestInto("delta", "--since", checkpoint("whole"), "--page-size", "10", "--resume"))
                .isZero();
        assertThat(messages).contains("nothing was bought", "40 added, 25 lost, 0 came and went");
    }

    @Test
    void sinceADateComesWhatIsSeenFromItOn() throws IOException {
        assertThat(harvestInto("delta", "--since", "2019-05-01", "--parallel", "4"))
                .isZero();
        long lost = rows("delta").stream()
                .filter(row -> Boolean.TRUE.equals(row.isLost()))
                .count();
        Delta delta = Delta.since(Instant.parse("2019-05-01T00:00:00Z"));
        assertThat(rows("delta").stream().map(delta::changeOf))
                .contains(Delta.Change.ADDED, Delta.Change.LOST, Delta.Change.CAME_AND_WENT)
                .doesNotContain(Delta.Change.NONE);
        assertThat(lost).isPositive().isLessThan(rows("delta").size());
        assertThat(messages).contains(" since 2019-05-01T00:00:00Z", "proof     proven");
    }

    @Test
    void anEstimateIsOneOfWhatHasChanged() throws IOException {
        assertThat(harvestInto("whole")).isZero();
        changeSinceWhole(CHANGES);
        CommandRun run = new CommandRun();
        assertThat(run.run(simulator, "estimate", "a.com", "--since", checkpoint("whole")))
                .isZero();
        assertThat(run.messages()).contains("  rows      65 of 65");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-13-45           | --since must be a date or a time with its zone
            2026-11-20T03:00     | --since must be a date or a time with its zone
            2199-01-01           | --since must not lie in the future
            yesterday            | --since must be a date in UTC
            nowhere/a.checkpoint | --since must be a date in UTC
            """)
    void aBadTimeIsRefusedBeforeAnythingIsBought(String since, String why) {
        assertThat(harvestInto("delta", "--since", since)).isEqualTo(2);
        assertThat(messages).contains(why);
        assertThat(simulator.requestCount()).isZero();
    }

    @Test
    void whatIsNoCheckpointOfThisHarvestIsRefusedBeforeAnythingIsBought() throws IOException {
        Files.writeString(file("other.txt"), "hello");
        assertThat(harvestInto("delta", "--since", file("other.txt").toString()))
                .isEqualTo(2);
        assertThat(messages).contains("can't be used: it is not JSON");

        assertThat(harvestInto("open", "--max", "100")).isZero();
        assertThat(harvestInto("delta", "--since", checkpoint("open"))).isEqualTo(2);
        assertThat(messages).contains("its harvest isn't complete; --resume it to its end first, or name a date");

        assertThat(harvestInto("whole")).isZero();
        int bought = simulator.requestCount();
        assertThat(harvest("b.com", "--out", out("b").toString(), "--since", checkpoint("whole")))
                .isEqualTo(2);
        assertThat(messages).contains("it is of a.com, not of b.com");

        assertThat(harvestInto("whole", "--since", checkpoint("whole"), "--force"))
                .isEqualTo(2);
        assertThat(messages).contains("--since starts from what --out");

        String state = Files.readString(Path.of(checkpoint("whole")));
        Files.writeString(file("old.checkpoint"), state.replaceAll("\\\\\"begun\\\\\":\\\\\"[^\"]*\\\\\",", ""));
        assertThat(harvestInto("delta", "--since", file("old.checkpoint").toString()))
                .isEqualTo(2);
        assertThat(messages).contains("it doesn't say when its harvest began", "it was complete at 20", "name a date");

        Files.writeString(file("else.checkpoint"), state.replace("\"server\":\"http", "\"server\":\"https"));
        assertThat(harvestInto("delta", "--since", file("else.checkpoint").toString()))
                .isEqualTo(2);
        assertThat(messages).contains("it is of https");
        assertThat(simulator.requestCount()).isEqualTo(bought);
    }

    private int harvestList(String out, String... words) {
        return harvest(Stream.concat(
                        Stream.of(
                                "--targets",
                                file("targets.txt").toString(),
                                "--out",
                                file(out) + "/",
                                "--requests-per-minute",
                                "1000000"),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    @Test
    void aListStartsFromTheFolderOfAnEarlierOne() throws IOException {
        Files.write(file("targets.txt"), List.of("a.com", "b.com"));
        assertThat(harvestList("one")).isZero();
        changeSince(file("one/a.com.ndjson.checkpoint"), CHANGES);
        assertThat(harvestList(
                        "two",
                        "--since",
                        file("one").toString(),
                        "--report",
                        file("report.csv").toString()))
                .isZero();
        assertThat(Files.readAllLines(file("two/a.com.ndjson")).size()).isEqualTo(65);
        assertThat(messages).contains("  changes   40 added, 25 lost, 0 came and went");
        List<String> report = Files.readAllLines(file("report.csv"));
        assertThat(report.get(0)).endsWith(",file,since,added,lost,came_and_went");
        assertThat(report).anyMatch(line -> line.startsWith("1,a.com,complete,65,") && line.endsWith("Z,40,25,0"));
        assertThat(report).anyMatch(line -> line.startsWith("2,b.com,complete,0,") && line.endsWith("Z,0,0,0"));
        assertThat(harvestList(
                        "two",
                        "--since",
                        "2026-01-01",
                        "--force",
                        "--report",
                        file("report.csv").toString()))
                .as("a report is replaced")
                .isZero();
    }

    @Test
    void aTargetOfTheListThatTheFolderDoesntHaveIsNamedBeforeAnythingIsBought() throws IOException {
        Files.write(file("targets.txt"), List.of("a.com"));
        assertThat(harvestList("one")).isZero();
        int bought = simulator.requestCount();
        Files.write(file("targets.txt"), List.of("a.com", "new.com"));
        assertThat(harvestList("two", "--since", file("one").toString())).isEqualTo(2);
        assertThat(messages)
                .contains("targets.txt:2: --since ", " has no checkpoint of new.com; harvest it once without");
        assertThat(harvestList("one", "--since", file("one").toString(), "--force"))
                .isEqualTo(2);
        assertThat(messages).contains("--since starts from what --out");
        assertThat(simulator.requestCount()).isEqualTo(bought);
    }
}
