package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // JSON may hold null anywhere
class QuirkTests {
    private static final DataSet DATA = new DataSet(42, "example.com", 3_000, Bursts.of(0.1, 0.1));
    private static final List<String> STABLE = List.of("first_seen,asc", "url_from,asc", "url_to,asc");
    /** A second in which many rows were found. */
    private static final long SECOND = fullest();

    private static long fullest() {
        Map<Long, Integer> counts = new HashMap<>();
        IntStream.range(0, 3_000).forEach(index -> counts.merge(DATA.row(index).firstSeen(), 1, Integer::sum));
        return counts.keySet().stream()
                .filter(second -> counts.get(second) > 100)
                .findFirst()
                .orElseThrow();
    }

    private static Query query(Map<String, Object> parameters, Quirk... quirks) {
        Map<String, Object> task = new HashMap<>(parameters);
        task.put("target", "example.com");
        return QueryReader.read(task, Set.of(quirks));
    }

    private static List<Integer> indexes(Selection selection) {
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }

    private static void assertFilter(List<Object> filter, IntPredicate expected, Quirk... quirks) {
        assertThat(indexes(Selecting.select(DATA, query(Map.of("filters", filter), quirks))))
                .isEqualTo(IntStream.range(0, 3_000).filter(expected).boxed().toList());
    }

    private static List<Object> time(String field, String operator, long second) {
        return List.of(field, operator, Times.text(second));
    }

    @Test
    void lessMayIncludeTheTimeItself() {
        List<Object> filter = time("first_seen", "<", SECOND);
        assertFilter(filter, index -> DATA.row(index).firstSeen() < SECOND);
        assertFilter(filter, index -> DATA.row(index).firstSeen() <= SECOND, Quirk.TIME_LESS_INCLUDES);
        assertFilter(filter, index -> DATA.row(index).firstSeen() < SECOND, Quirk.TIME_GREATER_INCLUDES);
        long seen = DATA.row(1_000).lastSeen();
        assertFilter(
                time("last_seen", "<", seen), index -> DATA.row(index).lastSeen() <= seen, Quirk.TIME_LESS_INCLUDES);
    }

    @Test
    void greaterMayIncludeTheTimeItself() {
        List<Object> filter = time("first_seen", ">", SECOND);
        assertFilter(filter, index -> DATA.row(index).firstSeen() > SECOND);
        assertFilter(filter, index -> DATA.row(index).firstSeen() >= SECOND, Quirk.TIME_GREATER_INCLUDES);
        assertFilter(filter, index -> DATA.row(index).firstSeen() > SECOND, Quirk.TIME_LESS_INCLUDES);
    }

    @Test
    void conditionsOnFirstSeenMayBeIgnored() {
        List<Object> filter = List.of(time("first_seen", "<", SECOND), "and", List.of("dofollow", "=", true));
        assertFilter(filter, index -> DATA.row(index).dofollow(), Quirk.TIME_FILTER_IGNORED);
        long seen = DATA.row(1_000).lastSeen();
        assertFilter(
                time("last_seen", "<", seen), index -> DATA.row(index).lastSeen() < seen, Quirk.TIME_FILTER_IGNORED);
    }

    @Test
    void filtersMayBeAppliedToWhatGroupingLeaves() {
        Map<String, Object> grouped = Map.of("mode", "one_per_domain");
        Map<String, Object> filtered = Map.of("mode", "one_per_domain", "filters", List.of("item_type", "=", "image"));
        Selection all = Selecting.select(DATA, query(grouped));
        List<Integer> images = IntStream.range(0, all.size())
                .filter(position -> DATA.row(all.index(position)).itemType().equals("image"))
                .boxed()
                .toList();
        Selection left = Selecting.select(DATA, query(filtered, Quirk.FILTER_AFTER_GROUPING));
        assertThat(indexes(left)).isEqualTo(images.stream().map(all::index).toList());
        assertThat(IntStream.range(0, left.size()).map(left::groupCount).boxed())
                .isEqualTo(images.stream().map(all::groupCount).toList())
                .anyMatch(count -> count > 1);
        assertThat(Selecting.select(DATA, query(filtered)).size()).isGreaterThan(left.size());
    }

    @Test
    void withoutGroupingFiltersAreAppliedAsEver() {
        Map<String, Object> filtered = Map.of("filters", List.of("item_type", "=", "image"));
        assertThat(indexes(Selecting.select(DATA, query(filtered, Quirk.FILTER_AFTER_GROUPING))))
                .isEqualTo(indexes(Selecting.select(DATA, query(filtered))));
    }

    @Test
    void urlsAreLeftOutOfTheOrderOnlyBehindFirstSeenAndAlone() {
        assertThat(query(Map.of("order_by", STABLE), Quirk.URL_NOT_SORTED).order())
                .hasSize(1);
        for (List<String> order : List.of(
                List.of("first_seen,asc"),
                List.of("url_from,asc", "url_to,asc"),
                List.of("first_seen,asc", "rank,asc", "url_from,asc"))) {
            Query query = query(Map.of("order_by", order), Quirk.URL_NOT_SORTED);
            assertThat(query.order()).hasSize(order.size());
            assertThat(query.tiesByChance()).isFalse();
        }
        assertThat(query(Map.of("order_by", STABLE)).tiesByChance()).isFalse();
    }

    @Test
    void chanceMovesEachRowWithinItsSecondAlone() {
        Selection sorted = Selecting.select(DATA, query(Map.of("order_by", STABLE), Quirk.URL_NOT_SORTED));
        Set<List<Integer>> orders = new HashSet<>();
        for (long chance = 1; chance <= 5; chance++) {
            List<Integer> order = indexes(new ChanceTies(DATA, sorted, chance));
            assertThat(order).containsExactlyInAnyOrderElementsOf(indexes(sorted));
            assertThat(order.stream().map(index -> DATA.row(index).firstSeen())).isSorted();
            assertThat(indexes(new ChanceTies(DATA, sorted, chance))).isEqualTo(order);
            orders.add(order);
        }
        assertThat(orders).hasSize(5);
    }

    @Test
    void chanceIsTheSameWhicheverRowsAreAskedFor() {
        Selection sorted = Selecting.select(DATA, query(Map.of("order_by", STABLE), Quirk.URL_NOT_SORTED));
        List<Integer> order = indexes(new ChanceTies(DATA, sorted, 9));
        List<Integer> backwards = new ArrayList<>();
        Selection again = new ChanceTies(DATA, sorted, 9);
        for (int position = again.size() - 1; position >= 0; position--) {
            backwards.add(0, again.index(position));
        }
        assertThat(backwards).isEqualTo(order);
    }

    @Test
    void aGroupKeepsItsCountWhereverChancePutsIt() {
        Map<String, Object> grouped = Map.of("mode", "one_per_domain", "order_by", STABLE);
        Selection sorted = Selecting.select(DATA, query(grouped, Quirk.URL_NOT_SORTED));
        Map<Integer, Integer> counts = new HashMap<>();
        IntStream.range(0, sorted.size()).forEach(at -> counts.put(sorted.index(at), sorted.groupCount(at)));
        Selection moved = new ChanceTies(DATA, sorted, 3);
        assertThat(indexes(moved)).isNotEqualTo(indexes(sorted));
        IntStream.range(0, moved.size())
                .forEach(at -> assertThat(moved.groupCount(at)).isEqualTo(counts.get(moved.index(at))));
    }
}
