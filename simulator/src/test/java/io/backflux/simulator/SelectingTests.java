package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked // JSON may hold null anywhere
class SelectingTests {
    private static final DataSet DATA = new DataSet(5, "example.com", 2_000);
    private static final List<Map<String, Object>> ROWS =
            IntStream.range(0, DATA.end()).mapToObj(i -> RowTests.read(DATA, i)).toList();

    private static Selection select(String parameters) {
        String json = "{\"target\":\"example.com\"" + parameters.replace('\'', '"') + "}";
        Query query = QueryReader.read(Api.map(JsonReader.read(json.getBytes(StandardCharsets.UTF_8))), Set.of());
        return Selecting.select(DATA, query);
    }

    private static List<Integer> indexes(String parameters) {
        Selection selection = select(parameters);
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }

    private static List<Integer> indexesWhere(int from, int to, Predicate<Map<String, Object>> test) {
        return IntStream.range(from, to)
                .filter(i -> test.test(ROWS.get(i)))
                .boxed()
                .toList();
    }

    private static <T extends Comparable<T>> Comparator<Integer> by(Function<Map<String, Object>, T> key) {
        return Comparator.comparing(index -> key.apply(ROWS.get(index)));
    }

    private static List<Integer> liveSorted(Comparator<Integer> order) {
        return IntStream.range(0, 2_000).boxed().sorted(order).toList();
    }

    @Test
    void theDefaultOrderIsRankThenLastSeenBothFalling() {
        Comparator<Integer> order = SelectingTests.<Long>by(row -> (Long) row.get("rank"))
                .reversed()
                .thenComparing(SelectingTests.<String>by(row -> (String) row.get("last_seen"))
                        .reversed());
        assertThat(indexes("")).isEqualTo(liveSorted(order));
        assertThat(indexes(",'order_by':['rank,desc','last_seen,desc']")).isEqualTo(liveSorted(order));
    }

    @Test
    void sortsOnTextsNumbersTimesAndFlags() {
        assertThat(indexes(",'order_by':['first_seen,asc','url_from,asc','url_to,asc']"))
                .isEqualTo(liveSorted(SelectingTests.<String>by(row -> (String) row.get("first_seen"))
                        .thenComparing(by(row -> (String) row.get("url_from")))
                        .thenComparing(by(row -> (String) row.get("url_to")))));
        assertThat(indexes(",'order_by':['url_from,desc']"))
                .isEqualTo(liveSorted(SelectingTests.<String>by(row -> (String) row.get("url_from"))
                        .reversed()));
        assertThat(indexes(",'order_by':['dofollow,desc','page_from_size,asc']"))
                .isEqualTo(liveSorted(SelectingTests.<Boolean>by(row -> (Boolean) row.get("dofollow"))
                        .reversed()
                        .thenComparing(by(row -> (Long) row.get("page_from_size")))));
    }

    @Test
    void rowsWithoutAValueComeLastInBothDirections() {
        for (String rule : List.of("url_to_status_code,asc", "url_to_status_code,desc", "anchor,asc", "anchor,desc")) {
            List<Integer> order = indexes(",'order_by':['" + rule + "']");
            String field = rule.substring(0, rule.indexOf(','));
            List<Boolean> nulls =
                    order.stream().map(i -> ROWS.get(i).get(field) == null).toList();
            assertThat(order).hasSize(2_000).doesNotHaveDuplicates();
            assertThat(nulls).contains(true, false).isSorted();
        }
    }

    @Test
    void statusChoosesLiveLostOrAll() {
        assertThat(indexes(",'backlinks_status_type':'live'")).isEqualTo(indexesWhere(0, 2_000, row -> true));
        assertThat(indexes(",'backlinks_status_type':'lost'")).isEqualTo(indexesWhere(2_000, 2_200, row -> true));
        assertThat(indexes(",'backlinks_status_type':'all'")).isEqualTo(indexesWhere(0, 2_200, row -> true));
    }

    @Test
    void internalRowsComeOnlyWhenAskedFor() {
        List<Integer> all = new ArrayList<>(indexesWhere(0, 2_000, row -> true));
        all.addAll(indexesWhere(2_200, 2_220, row -> true));
        assertThat(indexes(",'exclude_internal_backlinks':false")).isEqualTo(all);
    }

    @Test
    void subdomainsAndIndirectLinksCanBeLeftOut() {
        assertThat(indexes(",'include_subdomains':false"))
                .isEqualTo(indexesWhere(0, 2_000, row -> row.get("domain_to").equals("example.com")))
                .hasSizeBetween(100, 1_900);
        assertThat(indexes(",'include_indirect_links':false"))
                .isEqualTo(indexesWhere(
                        0, 2_000, row -> row.get("is_indirect_link").equals(false)))
                .hasSizeBetween(100, 1_999);
    }

    @Test
    void aPageTargetHasNoSubdomainsToLeaveOut() {
        DataSet page = new DataSet(5, "https://www.example.com/a", 50);
        Query query = QueryReader.read(
                new HashMap<>(Map.of("target", "https://www.example.com/a", "include_subdomains", false)), Set.of());
        assertThat(Selecting.select(page, query).size()).isEqualTo(50);
    }

    @Test
    void onePerDomainKeepsTheFirstRowAndCountsTheGroup() {
        Map<Object, Integer> firsts = new HashMap<>();
        Map<Object, Integer> counts = new HashMap<>();
        for (int index = 0; index < 2_000; index++) {
            firsts.putIfAbsent(ROWS.get(index).get("domain_from"), index);
            counts.merge(ROWS.get(index).get("domain_from"), 1, Integer::sum);
        }
        Selection selection = select(",'mode':'one_per_domain'");
        assertThat(selection.size()).isEqualTo(firsts.size()).isLessThan(2_000);
        for (int position = 0; position < selection.size(); position++) {
            Object domain = ROWS.get(selection.index(position)).get("domain_from");
            assertThat(selection.index(position)).isEqualTo(firsts.get(domain));
            assertThat(selection.groupCount(position)).isEqualTo(counts.get(domain));
        }
        assertThat(counts.values()).anyMatch(count -> count > 1);
    }

    @Test
    void onePerAnchorKeepsTheFirstRowOfEachAnchorInSortOrder() {
        List<Integer> kept = indexes(",'mode':'one_per_anchor','order_by':['url_from,asc']");
        List<Object> anchors = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        for (int index : indexes(",'order_by':['url_from,asc']")) {
            if (!anchors.contains(ROWS.get(index).get("anchor"))) {
                anchors.add(ROWS.get(index).get("anchor"));
                expected.add(index);
            }
        }
        assertThat(kept).isEqualTo(expected);
    }

    @Test
    void customModeKeepsSoManyOfEachValueAndOverridesMode() {
        List<Integer> kept = indexes(",'mode':'one_per_domain','custom_mode':{'field':'item_type','value':3}");
        Map<Object, Integer> counts = new HashMap<>();
        assertThat(kept)
                .isEqualTo(indexesWhere(0, 2_000, row -> counts.merge(row.get("item_type"), 1, Integer::sum) <= 3));
    }

    @Test
    void filtersAreAppliedBeforeGrouping() {
        List<Integer> kept = indexes(",'mode':'one_per_domain','filters':['item_type','=','image']");
        assertThat(kept)
                .isNotEmpty()
                .allMatch(index -> ROWS.get(index).get("item_type").equals("image"));
    }
}
