package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // JSON may hold null anywhere
class MovesTests {
    private static final DataSet START = new DataSet(7, "example.com", 2_000);
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static Query query(String parameters) {
        String json = "{\"target\":\"example.com\"" + parameters.replace('\'', '"') + "}";
        return QueryReader.read(Api.map(JsonReader.read(json.getBytes(StandardCharsets.UTF_8))), Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",'backlinks_status_type':'all','exclude_internal_backlinks':false",
                ",'backlinks_status_type':'lost'",
                ",'include_subdomains':false,'include_indirect_links':false",
                ",'filters':['rank','>',300]",
                ",'order_by':['first_seen,asc','url_from,asc','url_to,asc']",
                ",'order_by':['anchor,desc','rank,asc']",
                ",'mode':'one_per_domain'"
            })
    void rowsThatMoveStandWhereTheyWouldIfTheQueryWereNew(String parameters) {
        Query query = query(parameters);
        ChangingRows rows = new ChangingRows(START, () -> NOW);
        MovingSelections kept = new MovingSelections();
        for (int step = 0; step < 12; step++) {
            DataSet data = rows.now();
            Selection updated = kept.of(data, query);
            Selection fresh = new MovingSelections().of(data, query);
            assertThat(indexes(updated)).as("seed 7, step %d", step).isEqualTo(indexes(fresh));
            rows.change(new IndexChanges(20, 30, 40));
        }
    }

    @Test
    void anOlderStateIsFoundAgain() {
        Query query = query("");
        ChangingRows rows = new ChangingRows(START, () -> NOW);
        MovingSelections kept = new MovingSelections();
        List<Integer> atStart = indexes(kept.of(START, query));
        rows.change(new IndexChanges(20, 30, 40));
        assertThat(indexes(kept.of(rows.now(), query))).isNotEqualTo(atStart);
        assertThat(indexes(kept.of(START, query))).isEqualTo(atStart);
    }

    @Test
    void changesAreAsManyAsWereAskedForUntilNoRowIsLeft() {
        ChangingRows rows = new ChangingRows(START, () -> NOW);
        rows.change(new IndexChanges(100, 300, 50));
        assertThat(rows.now().liveIndexes()).hasSize(1_800);
        rows.change(new IndexChanges(0, 1_799, 0));
        assertThat(rows.now().liveIndexes()).hasSize(1);
        rows.change(new IndexChanges(0, 5, 5));
        assertThat(rows.now().liveIndexes()).isEmpty();
        rows.change(new IndexChanges(2, 0, 0));
        assertThat(rows.now().liveIndexes()).hasSize(2);
    }

    @Test
    void foundRowsHaveIdentitiesOfTheirOwn() {
        ChangingRows rows = new ChangingRows(START, () -> NOW);
        rows.change(new IndexChanges(5_000, 0, 0));
        assertThat(rows.now()
                        .liveIndexes()
                        .mapToObj(index -> RowIdentity.of(rows.now().row(index))))
                .hasSize(7_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void newRanksAreAsFrequentAsOldOnes() {
        ChangingRows rows = new ChangingRows(START, () -> NOW);
        rows.change(new IndexChanges(2_000, 0, 0));
        long strong = rows.now()
                .liveIndexes()
                .filter(index -> index >= START.end() && rows.now().row(index).rank() > RankOrder.rank(1_000))
                .count();
        assertThat(strong).as("seed 7").isBetween(900L, 1_100L);
    }

    @Test
    void timeNeverGoesBack() {
        ChangingRows rows = new ChangingRows(START, () -> Instant.EPOCH);
        rows.change(new IndexChanges(1, 0, 0));
        assertThat(rows.now().row(START.end()).firstSeen()).isEqualTo(RankOrder.LATEST + 1);
    }

    private static List<Integer> indexes(Selection selection) {
        return java.util.stream.IntStream.range(0, selection.size())
                .mapToObj(selection::index)
                .toList();
    }
}
