package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each format, value for value, as DuckDB reads it. */
class RowFileTests {

    private static final long SEED = 20_261_127;
    private static final int PAGE = 40;
    private static final int GROUP = 100;

    @TempDir
    private Path folder;

    private final List<Backlink> rows = new FormatSamples(SEED).rows(10 * PAGE);

    private Path file(RowFormat format) {
        return folder.resolve("rows" + format.ending());
    }

    private RowFile open(RowFormat format) throws IOException {
        return RowFile.open(
                Disk.REAL, file(format), new Layout(format, TextForm.READABLE, GROUP, "a.com", Columns.ALL));
    }

    private List<Backlink> page(int number) {
        return rows.subList(number * PAGE, (number + 1) * PAGE);
    }

    private static Extent append(RowFile file, List<Backlink> page) throws IOException {
        file.append(page);
        if (file.isDue()) {
            settle(file);
        }
        return file.extent();
    }

    private static void settle(RowFile file) throws IOException {
        file.settle(Instant.EPOCH);
        file.forgetSettled();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void everyValueOfEveryColumnIsReadBack(RowFormat format) throws Exception {
        try (RowFile file = open(format)) {
            for (int i = 0; i < 10; i++) {
                append(file, page(i));
            }
            settle(file);
        }
        assertThatAllAreIn(format);
    }

    /** What a kill leaves: bytes behind what is covered, in the file and beside it. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASET")
    void cutBackAndContinuedItHoldsTheSameRows(RowFormat format) throws Exception {
        Extent covered = Extent.NOTHING;
        for (int i = 0; i < 10; i++) {
            try (RowFile file = open(format)) {
                assertThat(file.holdsWaiting(covered)).isTrue();
                file.cut(covered);
                covered = append(file, page(i));
                file.append(page((i + 3) % 10));
                if (i % 3 == 0) {
                    file.settle(Instant.EPOCH);
                }
            }
            Files.write(file(format), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
            if (Files.exists(ParquetFile.waitingOf(file(format)))) {
                Files.write(ParquetFile.waitingOf(file(format)), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
            }
        }
        try (RowFile file = open(format)) {
            file.cut(covered);
            settle(file);
        }
        assertThatAllAreIn(format);
        assertThat(ParquetFile.waitingOf(file(format))).doesNotExist();
    }

    private void assertThatAllAreIn(RowFormat format) throws Exception {
        try (Duck duck = new Duck()) {
            duck.view(format, file(format));
            duck.execute("CREATE TABLE all_links AS SELECT row_number() OVER () AS place, * FROM links");
            assertThat(duck.rows("SELECT count(*) FROM all_links")).containsExactly(Integer.toString(rows.size()));
            for (TableColumn column : TableColumn.ALL) {
                String name = column.name();
                assertThat(
                                duck
                                        .rows("SELECT to_json(" + shown(format, name)
                                                + ") FROM all_links ORDER BY place")
                                        .stream()
                                        .map(json -> json.equals("null") ? json : FormatSamples.canonical(json))
                                        .toList())
                        .as(name)
                        .isEqualTo(rows.stream().map(row -> expected(name, row)).toList());
            }
        }
    }

    private static String shown(RowFormat format, String name) {
        if (FormatSamples.TIME_FIELDS.contains(name)) {
            return "epoch(" + name + ")::BIGINT";
        }
        boolean table = format == RowFormat.CSV || format == RowFormat.PARQUET;
        return name.equals("extras") ? (table ? "json_extract(extras, '$.new_field')" : "new_field") : name;
    }

    /** From the row's JSON, not by the table of columns. */
    private static String expected(String name, Backlink row) {
        String field = name.equals("extras") ? "new_field" : name;
        String json = FormatSamples.canonical(FormatSamples.member(row.toJson(), field));
        if (FormatSamples.TIME_FIELDS.contains(name) && !json.equals("null")) {
            String time = json.replace("\"", "").replace(" +00:00", "Z").replace(' ', 'T');
            return Long.toString(Instant.parse(time).getEpochSecond());
        }
        return json;
    }
}
