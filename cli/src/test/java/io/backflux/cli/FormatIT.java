package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command's files in each format. */
class FormatIT extends SimulatedCommand {

    private static final int ROWS = 1_200;

    FormatIT() {
        super(fast(ROWS));
    }

    private int run(String... words) {
        return harvest(Stream.concat(Stream.of(words), Stream.of("--requests-per-minute", "1000000"))
                .toArray(String[]::new));
    }

    private Path rows(RowFormat format) {
        return file("rows" + format.ending());
    }

    /** What the simulator sends, which knows nothing of the files. */
    private List<Backlink> sent() {
        List<Backlink> rows = new ArrayList<>();
        for (long i = 0; i < ROWS; i++) {
            rows.add(Backlink.fromJson(simulator.expectedRow("a.com", i)));
        }
        return rows;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void tenQuestionsHaveTheAnswersOfWhatWasSent(RowFormat format) throws Exception {
        assertThat(run("a.com", "--out", rows(format).toString())).isZero();
        List<Backlink> sent = sent();
        try (Duck duck = new Duck()) {
            duck.view(format, rows(format));
            assertThat(duck.rows("SELECT count(*) FROM links")).containsExactly(Integer.toString(ROWS));
            assertThat(duck.rows("SELECT sum(rank), min(rank), max(rank) FROM links"))
                    .containsExactly(sum(sent, Backlink::rank) + "|"
                            + sent.stream()
                                    .mapToInt(row -> orZero(row.rank()))
                                    .min()
                                    .getAsInt() + "|"
                            + sent.stream()
                                    .mapToInt(row -> orZero(row.rank()))
                                    .max()
                                    .getAsInt());
            assertThat(duck.rows("SELECT sum(links_count) FROM links"))
                    .containsExactly(Long.toString(sum(sent, Backlink::linksCount)));
            assertThat(duck.rows("SELECT dofollow, count(*) FROM links GROUP BY ALL ORDER BY 1 NULLS FIRST"))
                    .isEqualTo(groups(sent, Backlink::dofollow));
            assertThat(duck.rows("SELECT item_type, count(*) FROM links GROUP BY ALL ORDER BY 1 NULLS FIRST"))
                    .isEqualTo(groups(sent, Backlink::itemType));
            assertThat(duck.rows("SELECT count(DISTINCT url_from || ' ' || url_to) FROM links"))
                    .containsExactly(Long.toString(sent.stream()
                            .map(row -> row.urlFrom() + ' ' + row.urlTo())
                            .distinct()
                            .count()));
            assertThat(duck.rows("SELECT strftime(first_seen, '%Y-%m'), count(*) FROM links GROUP BY ALL ORDER BY 1"))
                    .isEqualTo(groups(
                            sent,
                            row -> Objects.requireNonNull(row.firstSeen())
                                    .toString()
                                    .substring(0, "2023-02".length())));
            assertThat(duck.rows("SELECT count(*) FROM links WHERE list_contains(attributes, 'nofollow')"))
                    .containsExactly(count(sent, row -> orNone(row.attributes()).contains("nofollow")));
            assertThat(duck.rows("SELECT sum(ranked_keywords_info.page_from_keywords_count_top_10) FROM links"))
                    .containsExactly(Long.toString(sum(
                            sent,
                            row -> row.rankedKeywordsInfo() == null
                                    ? null
                                    : row.rankedKeywordsInfo().pageFromKeywordsCountTop10())));
            assertThat(duck.rows("SELECT max(last_seen) = TIMESTAMPTZ '" + latest(sent) + "' FROM links"))
                    .containsExactly("true");
            assertThat(duck.rows("SELECT count(*) FROM links WHERE anchor IS NULL"))
                    .containsExactly(count(sent, row -> row.anchor() == null));
        }
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static List<String> orNone(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }

    private static long sum(List<Backlink> rows, Function<Backlink, @Nullable Number> value) {
        return rows.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToLong(Number::longValue)
                .sum();
    }

    private static String count(List<Backlink> rows, Predicate<Backlink> those) {
        return Long.toString(rows.stream().filter(those).count());
    }

    private static Instant latest(List<Backlink> rows) {
        return rows.stream()
                .map(Backlink::lastSeen)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static List<String> groups(List<Backlink> rows, Function<Backlink, @Nullable Object> key) {
        TreeMap<String, Long> groups = rows.stream()
                .collect(Collectors.groupingBy(
                        row -> Objects.toString(key.apply(row)), TreeMap::new, Collectors.counting()));
        return groups.entrySet().stream()
                .map(group -> group.getKey() + '|' + group.getValue())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void stoppedAndResumedItHasTheRowsOfAnUndisturbedRun(RowFormat format) throws Exception {
        Path whole = file("whole" + format.ending());
        Path out = rows(format);
        assertThat(run("a.com", "--page-size", "100", "--out", whole.toString()))
                .isZero();
        assertThat(run("a.com", "--page-size", "100", "--out", out.toString(), "--max", "250"))
                .isZero();
        assertRows(format, out, 250);
        List<String> again =
                new ArrayList<>(List.of("a.com", "--page-size", "100", "--out", out.toString(), "--resume"));
        if (format == RowFormat.PARQUET) {
            again.addAll(List.of("--row-group", "200"));
        }
        assertThat(run(Stream.concat(again.stream(), Stream.of("--max", "700")).toArray(String[]::new)))
                .isZero();
        assertThat(run(again.toArray(String[]::new))).isZero();
        assertRows(format, out, ROWS);
        try (Duck duck = new Duck()) {
            assertThat(duck.rows(Duck.select(format, out))).isEqualTo(duck.rows(Duck.select(format, whole)));
        }
        assertThat(run(again.toArray(String[]::new))).isZero();
        assertRows(format, out, ROWS);
    }

    private static void assertRows(RowFormat format, Path file, int rows) throws Exception {
        try (Duck duck = new Duck()) {
            duck.view(format, file);
            assertThat(duck.rows("SELECT count(*) FROM links")).containsExactly(Integer.toString(rows));
        }
        assertThat(ParquetFile.waitingOf(file)).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void aTargetWithoutRowsLeavesAFileThatReadersAccept(RowFormat format) throws Exception {
        restart(fast(0));
        assertThat(run("a.com", "--out", rows(format).toString())).isZero();
        assertRows(format, rows(format), 0);
        assertThat(run("a.com", "--out", rows(format).toString(), "--resume")).isZero();
        assertThat(simulator.requestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void forceReplacesTheFile(RowFormat format) throws Exception {
        assertThat(run("a.com", "--out", rows(format).toString(), "--max", "700"))
                .isZero();
        assertThat(run("a.com", "--out", rows(format).toString())).isEqualTo(2);
        assertThat(run("a.com", "--out", rows(format).toString(), "--max", "300", "--force"))
                .isZero();
        assertRows(format, rows(format), 300);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void eachTargetOfAListHasAFile(RowFormat format) throws Exception {
        Files.writeString(file("targets.txt"), "a.com\nb.com\nc.com\n");
        String[] words = {
            "--targets", file("targets.txt").toString(), "--out", file("rows") + "/", "--format", format.word()
        };
        assertThat(run(words)).isZero();
        for (String target : List.of("a.com", "b.com", "c.com")) {
            assertRows(format, file("rows/" + target + format.ending()), ROWS);
        }
        int requests = simulator.requestCount();
        assertThat(harvest(
                        Stream.concat(Stream.of(words), Stream.of("--resume")).toArray(String[]::new)))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(requests);
    }

    @Test
    void aListMayBeOneTableWithEachRowsTargetAndTime() throws Exception {
        Files.writeString(file("targets.txt"), "a.com\nb.com\nc.com\n");
        String[] words = {"--targets", file("targets.txt").toString(), "--out", file("rows") + "/", "--format"};
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        String[] dataset =
                Stream.concat(Stream.of(words), Stream.of("parquet-dataset")).toArray(String[]::new);
        assertThat(run(dataset)).isZero();
        try (Duck duck = new Duck()) {
            duck.view(RowFormat.DATASET, file("rows/part-*.parquet"));
            assertThat(duck.rows(
                            "SELECT target, count(*), count(DISTINCT harvested_at) FROM links GROUP BY ALL ORDER BY 1"))
                    .containsExactly("a.com|1200|1", "b.com|1200|1", "c.com|1200|1");
            assertThat(duck.rows("SELECT min(harvested_at) >= TIMESTAMPTZ '" + before + "',"
                            + " max(harvested_at) <= TIMESTAMPTZ '" + Instant.now() + "' FROM links"))
                    .containsExactly("true|true");
        }
        assertThat(run(Stream.concat(Stream.of(dataset), Stream.of("--resume")).toArray(String[]::new)))
                .isZero();
        assertThat(simulator.requestCount()).isEqualTo(6);
        assertThat(run(Stream.concat(Stream.of(words), Stream.of("parquet", "--resume"))
                        .toArray(String[]::new)))
                .isEqualTo(2);
        assertThat(messages).contains("are parquet-dataset, not parquet; resume with --format parquet-dataset");
        assertThat(run("a.com", "--out", file("a.parquet").toString(), "--format", "parquet-dataset"))
                .isEqualTo(2);
        assertThat(messages).contains("--format parquet-dataset goes with --targets only");
        assertThat(simulator.requestCount()).isEqualTo(6);
    }

    @Test
    void severalTargetsGoIntoAFolder() throws Exception {
        assertThat(run("a.com", "b.com", "--out", file("rows") + "/", "--format", "parquet"))
                .isZero();
        assertRows(RowFormat.PARQUET, file("rows/a.com.parquet"), ROWS);
        assertRows(RowFormat.PARQUET, file("rows/b.com.parquet"), ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson.gz", "ndjson.zst"})
    void aPipeTakesAllButParquet(String format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CommandRun piped = new CommandRun().withStandardOutput(out);
        assertThat(piped.harvest(
                        simulator, "a.com", "--requests-per-minute", "1000000", "--out", "-", "--format", format))
                .isZero();
        Path file = file("piped." + format);
        Files.write(file, out.toByteArray());
        assertRows(Objects.requireNonNull(RowFormat.named(format)), file, ROWS);
    }

    private void assertRefused(String message, String... words) {
        int before = simulator.requestCount();
        assertThat(run(words)).isEqualTo(2);
        assertThat(messages).contains(message);
        assertThat(simulator.requestCount()).isEqualTo(before);
    }

    @Test
    void whatContradictsItselfIsRefusedBeforeAnythingIsBought() {
        assertRefused(
                "the ending of --out " + file("rows.xlsx") + " is of no format that is known; add --format",
                "a.com",
                "--out",
                file("rows.xlsx").toString());
        assertRefused(
                "--format csv contradicts --out " + file("rows.parquet"),
                "a.com",
                "--out",
                file("rows.parquet").toString(),
                "--format",
                "csv");
        assertRefused("must be one of ndjson, ndjson.zst", "a.com", "--out", "-", "--format", "avro");
        assertRefused("parquet can't go to standard output", "a.com", "--out", "-", "--format", "parquet");
        assertRefused(
                "--exact-text goes with NDJSON only",
                "a.com",
                "--out",
                file("rows.csv").toString(),
                "--exact-text");
        assertRefused(
                "--row-group must be positive, was 0",
                "a.com",
                "--out",
                file("rows.parquet").toString(),
                "--row-group",
                "0");
        assertThat(file("rows.parquet")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"csv, parquet", "ndjson, ndjson.zst", "parquet, csv", "ndjson.gz, ndjson"})
    void anotherFormatResumesNothing(String first, String second) throws IOException {
        String out = file("rows").toString();
        assertThat(run("a.com", "--out", out, "--format", first, "--max", "1000"))
                .isZero();
        assertRefused(
                "the rows in " + out + " are " + first + ", not " + second + "; resume with --format " + first,
                "a.com",
                "--out",
                out,
                "--format",
                second,
                "--resume");
        assertThat(run("a.com", "b.com", "--out", file("two") + "/", "--format", first, "--max", "1000"))
                .isZero();
        assertRefused(
                " is of rows as " + first + ", not " + second,
                "a.com",
                "b.com",
                "--out",
                file("two") + "/",
                "--format",
                second,
                "--resume");
        Files.writeString(file("targets.txt"), "a.com\nb.com\n");
        String list = file("targets.txt").toString();
        assertThat(run("--targets", list, "--out", file("list") + "/", "--format", first))
                .isZero();
        assertRefused(
                "the rows in " + file("list") + " are " + first + ", not " + second,
                "--targets",
                list,
                "--out",
                file("list") + "/",
                "--format",
                second,
                "--resume");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void aFileThatWasCutIsRefused(RowFormat format) throws IOException {
        Path out = rows(format);
        assertThat(run("a.com", "--out", out.toString(), "--max", "1000")).isZero();
        byte[] whole = Files.readAllBytes(out);
        Files.write(out, Arrays.copyOf(whole, whole.length - 10));
        assertRefused(
                out + " has " + Figures.counted(whole.length - 10, "byte") + ", and its checkpoint covers",
                "a.com",
                "--out",
                out.toString(),
                "--resume");
    }
}
