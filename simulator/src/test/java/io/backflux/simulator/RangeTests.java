package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;

/** Ranges of {@code first_seen} against the rows that a search through all of them finds. */
@NullUnmarked // JSON may hold null anywhere
class RangeTests {
    private static final String TARGET = "example.com";
    private static final List<String> STABLE = List.of("first_seen,asc", "url_from,asc", "url_to,asc");
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void rangesHaveTheRowsThatASearchFinds(long seed) {
        Draw draw = new Draw(seed);
        DataSet data = new DataSet(seed, TARGET, 1_500, seed % 2 == 0 ? Bursts.USUAL : Bursts.of(0.2, 0.2));
        Selections selections = new Selections(Schedulers.immediate());
        int ranges = 0;
        for (int i = 0; i < 150; i++) {
            Query query = draw.query(data);
            assertSame(selections.of(data, query).block(), Selecting.select(data, query), seed, query);
            ranges += query.range() == null ? 0 : 1;
        }
        assertThat(ranges).as("ranges with seed %d", seed).isBetween(30, 130);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10})
    void rangesOfAChangingIndexHaveTheRowsThatASearchFinds(long seed) {
        Draw draw = new Draw(seed);
        DataSet start = new DataSet(seed, TARGET, 800, seed % 2 == 0 ? Bursts.USUAL : Bursts.of(0.2, 0.2));
        ChangingRows rows = new ChangingRows(start, () -> NOW);
        MovingSelections selections = new MovingSelections();
        List<Query> queries =
                IntStream.range(0, 20).mapToObj(i -> draw.query(start)).toList();
        DataSet before = start;
        for (int step = 0; step < 8; step++) {
            DataSet data = rows.now();
            for (Query query : queries) {
                for (DataSet each : List.of(data, before, data)) {
                    Selection searched = Selecting.grouped(each, query, Selecting.ordered(each, query));
                    assertSame(selections.of(each, query), searched, seed, query);
                }
            }
            before = data;
            rows.change(new IndexChanges(30, 20, 40));
        }
    }

    @Test
    void everyRangeAndTheWholeOrderShareOneSearch() {
        DataSet data = new DataSet(42, TARGET, 1_000);
        Selections selections = new Selections(Schedulers.immediate());
        MovingSelections moving = new MovingSelections();
        Selection whole = selections.of(data, query(STABLE, null)).block();
        List<Object> rank = List.of("rank", ">", 300L);
        Object withRest = whole(selections, moving, data, query(STABLE, List.of(rank)));
        int rows = 0;
        for (int i = 0; i < 300; i++) {
            long start = 1_483_000_000L + i * 1_000_000L;
            List<Object> range = List.of(time(">", start), "and", time("<", start + 1_000_001L));
            Selection.Part part =
                    (Selection.Part) selections.of(data, query(STABLE, range)).block();
            assertThat(part.all()).isSameAs(whole);
            assertThat(whole(selections, moving, data, query(STABLE, List.of(rank, "and", range))))
                    .isEqualTo(withRest);
            rows += part.size();
        }
        assertThat(rows).isEqualTo(1_000);
    }

    /** What is kept of a query in both kinds of index. */
    private static Object whole(Selections selections, MovingSelections moving, DataSet data, Query query) {
        Selection fixed = selections.of(data, query).block();
        Selection moved = moving.of(data, query);
        return fixed instanceof Selection.Part part && moved instanceof Selection.Part other
                ? List.of(part.all(), indexes(other.all()))
                : List.of(fixed, indexes(moved));
    }

    @Test
    void groupsAndOtherOrdersAreSearchedFor() {
        Map<String, Object> task = new HashMap<>(Map.of("target", TARGET, "order_by", STABLE));
        task.put("filters", time("<", 1_600_000_000L));
        assertThat(read(task, Set.of()).range()).isNotNull();
        task.put("mode", "one_per_domain");
        assertThat(read(task, Set.of()).range()).isNull();
        task.put("mode", "as_is");
        task.put("order_by", List.of("rank,desc", "first_seen,asc"));
        assertThat(read(task, Set.of()).range()).isNull();
    }

    private static void assertSame(Selection found, Selection searched, long seed, Query query) {
        assertThat(found.size()).as("seed %d, %s", seed, query.parameters()).isEqualTo(searched.size());
        assertThat(indexes(found)).as("seed %d, %s", seed, query.parameters()).isEqualTo(indexes(searched));
        for (int position = 0; position < found.size(); position++) {
            assertThat(found.groupCount(position)).isEqualTo(searched.groupCount(position));
        }
    }

    private static List<Integer> indexes(Selection selection) {
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }

    private static List<Object> time(String operator, long second) {
        return List.of("first_seen", operator, Times.text(second));
    }

    private static Query query(List<String> order, Object filters) {
        Map<String, Object> task = new HashMap<>(Map.of("target", TARGET, "order_by", order));
        if (filters != null) {
            task.put("filters", filters);
        }
        return read(task, Set.of());
    }

    private static Query read(Map<String, Object> task, Set<Quirk> quirks) {
        return QueryReader.read(task, quirks);
    }

    /** Draws queries, most of them with bounds of {@code first_seen}, at seconds in which rows were found. */
    private static final class Draw {
        private static final List<String> RULES =
                List.of("url_from,asc", "url_to,desc", "rank,asc", "anchor,desc", "last_seen,asc", "dofollow,desc");
        private static final List<Object> CONDITIONS = List.of(
                List.of("rank", ">", 300L),
                List.of("dofollow", "=", true),
                List.of("url_from", "like", "%-1%"),
                List.of("last_seen", "<", "2026-01-01 00:00:00 +00:00"),
                List.of("item_type", "<>", "and"));
        private static final List<String> FIELDS = List.of("anchor", "domain_from", "item_type");

        private final Random random;
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

        /** Some runs have quirks, which a simulator has or hasn't for all its queries. */
        Draw(long seed) {
            random = new Random(seed);
            for (int i = 0; i < seed % 3; i++) {
                quirks.add(pick(List.of(Quirk.values())));
            }
        }

        Query query(DataSet data) {
            Map<String, Object> task = new HashMap<>(Map.of("target", TARGET, "order_by", order()));
            if (random.nextInt(10) > 0) {
                task.put("filters", filters(data));
            }
            task.put("backlinks_status_type", pick(List.of("live", "live", "all", "lost")));
            task.put("exclude_internal_backlinks", random.nextBoolean());
            if (random.nextInt(5) == 0) {
                task.put("custom_mode", Map.of("field", pick(FIELDS), "value", 1L + random.nextInt(3)));
            } else if (random.nextInt(8) == 0) {
                task.put("mode", pick(List.of("one_per_domain", "one_per_anchor")));
            }
            return read(task, quirks);
        }

        private List<String> order() {
            List<String> order = new ArrayList<>();
            if (random.nextInt(5) > 0) {
                order.add(random.nextBoolean() ? "first_seen,asc" : "first_seen,desc");
            }
            int more = random.nextInt(3);
            for (int i = 0; i < more || order.isEmpty(); i++) {
                order.add(pick(RULES));
            }
            return order;
        }

        private Object filters(DataSet data) {
            int parts = 1 + random.nextInt(4);
            List<Object> all = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                if (i > 0) {
                    all.add("and");
                }
                all.add(part(data));
            }
            return random.nextBoolean() ? all : List.of(all, "and", CONDITIONS.get(2));
        }

        private Object part(DataSet data) {
            return switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> bound(data);
                case 4 -> List.of(List.of(bound(data)));
                case 5 -> List.of(bound(data), "or", pick(CONDITIONS));
                default -> pick(CONDITIONS);
            };
        }

        private List<Object> bound(DataSet data) {
            long second = data.row(random.nextInt(data.end())).firstSeen();
            boolean early = second < 1_600_000_000L;
            return time(early == random.nextInt(10) > 0 ? ">" : "<", second + random.nextInt(3) - 1);
        }

        private <T> T pick(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }
    }
}
