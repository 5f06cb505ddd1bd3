package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.simulator.BacklinksSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backlinks in SQL. The credentials are those of the simulator, in the environment of the tests. */
class TableIT {

    private static final String KEYWORDS = "page_from_keywords_count_top_3";

    private static BacklinksSimulator api;

    @TempDir
    Path folder;

    private final TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());

    @BeforeAll
    static void start() {
        api = BacklinksSimulator.builder()
                .rows(1_500)
                .rows("b.example", 2_000)
                .requestsPerMinute(100_000)
                .start();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    private void create(String columns, String more) {
        tables.getConfig().set("parallelism.default", "1");
        tables.executeSql("CREATE TABLE links (" + columns + ") WITH ('connector' = 'backflux', 'base-url' = '"
                + api.baseUrl() + "', 'requests-per-minute' = '100000', " + more + ")");
    }

    private List<Row> query(String sql) {
        List<Row> rows = new ArrayList<>();
        tables.executeSql(sql).collect().forEachRemaining(rows::add);
        return rows;
    }

    @Test
    void someColumnsInAnyOrderAreRead() throws Exception {
        create(
                "`rank` INT, url_from STRING, attributes ARRAY<STRING>, first_seen TIMESTAMP_LTZ(0),"
                        + " ranked_keywords_info ROW<" + KEYWORDS + " BIGINT>",
                "'target' = 'a.example;b.example', 'report' = '" + folder.resolve("report.ndjson") + "'");

        List<Row> rows = query("SELECT COUNT(*), COUNT(DISTINCT url_from), MIN(first_seen) > TO_TIMESTAMP_LTZ(0, 0),"
                + " SUM(`rank`) > 0, SUM(ranked_keywords_info." + KEYWORDS + ") >= 0, MAX(CARDINALITY(attributes)) > 0"
                + " FROM links");

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.getField(0)).isEqualTo(3_500L);
            assertThat((Long) row.getField(1)).isGreaterThan(3_000L);
            for (int i = 2; i < row.getArity(); i++) {
                assertThat(row.getField(i)).as("column %d", i).isEqualTo(true);
            }
        });
        assertThat(Files.readAllLines(folder.resolve("report.ndjson"))).hasSize(2);
    }

    @Test
    void everyFieldIsAColumn() {
        create(RowForm.everyColumn(), "'target' = 'a.example', 'filters' = '[\"dofollow\",\"=\",true]'");

        assertThat(query("SELECT * FROM links LIMIT 3")).hasSize(3).allSatisfy(row -> {
            assertThat(row.getField("domain_to")).isNotNull();
            assertThat(row.getField("dofollow")).isEqualTo(true);
        });
    }

    @Test
    void aColumnThatIsNoFieldIsNamed() {
        create("urlFrom STRING", "'target' = 'a.example'");

        assertThatThrownBy(() -> query("SELECT * FROM links"))
                .rootCause()
                .hasMessageContaining("column urlFrom is no field of the API")
                .hasMessageContaining("url_from");
    }

    @Test
    void aColumnOfAnotherTypeIsToldTheRightOne() {
        create("`rank` STRING", "'target' = 'a.example'");

        assertThatThrownBy(() -> query("SELECT * FROM links"))
                .rootCause()
                .hasMessageContaining("column rank must be INT, was STRING");
    }

    @Test
    void aTargetThatIsNoneIsNamed() {
        create("url_from STRING", "'target' = 'https://'");

        assertThatThrownBy(() -> query("SELECT * FROM links")).rootCause().hasMessageContaining("https://");
    }
}
