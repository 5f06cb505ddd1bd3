package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.simulator.Api.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // JSON may hold null anywhere
class ChangingIT {
    private static final String TARGET = "example.com";
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final String T0 = "2026-11-23 12:00:00 +00:00";
    private static final List<String> STABLE = List.of("first_seen,asc", "url_from,asc", "url_to,asc");

    private static BacklinksSimulator.Builder changing(long rows, IndexChanges changes) {
        return BacklinksSimulator.builder()
                .rows(rows)
                .pretty(false)
                .changing(changes)
                .clock(() -> START);
    }

    private static Map<String, @Nullable Object> task(long limit) {
        return new HashMap<>(Map.of("target", TARGET, "limit", limit));
    }

    private static Map<String, @Nullable Object> stableTask(long limit) {
        Map<String, @Nullable Object> task = task(limit);
        task.put("order_by", STABLE);
        task.put("filters", List.of("first_seen", "<", T0));
        return task;
    }

    private static RowIdentity identity(Map<String, Object> row) {
        return new RowIdentity((String) row.get("url_from"), (String) row.get("url_to"));
    }

    private static Set<RowIdentity> now(BacklinksSimulator simulator) {
        return simulator.rowsNow(TARGET).collect(Collectors.toSet());
    }

    /** What a chain of pages gave, beside what was there from its beginning to its end. */
    private record Harvest(List<RowIdentity> rows, Set<RowIdentity> throughout, int requests) {
        static Harvest of(BacklinksSimulator simulator, Map<String, @Nullable Object> task) {
            Set<RowIdentity> throughout = now(simulator);
            List<RowIdentity> rows = new Api(simulator)
                    .chain(task).stream().map(ChangingIT::identity).toList();
            throughout.retainAll(now(simulator));
            return new Harvest(rows, throughout, simulator.requestCount());
        }

        int lost() {
            Set<RowIdentity> missing = new HashSet<>(throughout);
            rows.forEach(missing::remove);
            return missing.size();
        }

        int repeated() {
            return rows.size() - new HashSet<>(rows).size();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theDefaultOrderLosesRowsAndRepeatsOthers(long seed) {
        try (BacklinksSimulator simulator =
                changing(10_000, new IndexChanges(5, 5, 20)).seed(seed).start()) {
            Harvest harvest = Harvest.of(simulator, task(100));
            assertThat(harvest.requests()).as("seed %d", seed).isBetween(98, 104);
            assertThat(harvest.lost()).as("lost with seed %d", seed).isBetween(200, 800);
            assertThat(harvest.repeated()).as("repeated with seed %d", seed).isBetween(100, 800);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theStableOrderLosesAndRepeatsNone(long seed) {
        try (BacklinksSimulator simulator =
                changing(10_000, new IndexChanges(5, 5, 20)).seed(seed).start()) {
            Harvest harvest = Harvest.of(simulator, stableTask(100));
            assertThat(harvest.requests()).as("seed %d", seed).isBetween(95, 100);
            assertThat(harvest.throughout()).as("seed %d", seed).hasSizeBetween(9_400, 9_600);
            assertThat(harvest.lost()).as("lost with seed %d", seed).isZero();
            assertThat(harvest.repeated()).as("repeated with seed %d", seed).isZero();
        }
    }

    @Test
    void rowsThatTieAtAPagesEdgeAreLostEvenWhenNothingChanges() {
        try (BacklinksSimulator simulator = changing(10_000, IndexChanges.NONE).start()) {
            Harvest harvest = Harvest.of(simulator, task(100));
            assertThat(harvest.throughout()).hasSize(10_000);
            assertThat(harvest.lost()).isBetween(20, 100);
            assertThat(harvest.repeated()).isZero();
        }
    }

    @Test
    void aChainWithoutTheUpperBoundRunsAfterTheRowsThatAreFound() {
        AtomicLong passed = new AtomicLong();
        try (BacklinksSimulator simulator = changing(1_000, new IndexChanges(50, 0, 0))
                .clock(() -> START.plusSeconds(passed.getAndIncrement()))
                .start()) {
            Map<String, @Nullable Object> task = task(100);
            task.put("order_by", STABLE);
            List<Map<String, Object>> rows = new Api(simulator).chain(task);
            assertThat(simulator.requestCount()).isBetween(19, 21);
            List<Map<String, Object>> found = rows.subList(1_000, rows.size());
            assertThat(found)
                    .hasSize(50 * (simulator.requestCount() - 1))
                    .allMatch(row -> row.get("is_new").equals(true))
                    .allMatch(row -> row.get("last_seen").equals(row.get("first_seen")));
            assertThat(found.get(0)).containsEntry("first_seen", T0);
            assertThat(found.get(99)).containsEntry("first_seen", "2026-11-23 12:00:01 +00:00");
        }
    }

    @Test
    void theTotalAndTheLostMoveWithTheIndex() {
        try (BacklinksSimulator simulator =
                changing(1_000, new IndexChanges(30, 10, 0)).start()) {
            Api api = new Api(simulator);
            String live = JsonWriter.minified(task(1));
            assertThat(api.ask(live).result()).containsEntry("total_count", 1_000L);
            assertThat(api.ask(live).result()).containsEntry("total_count", 1_020L);
            assertThat(now(simulator)).hasSize(1_020);
            Reply lost = api.ask("{\"target\":\"example.com\",\"limit\":1000,\"backlinks_status_type\":\"lost\"}");
            assertThat(lost.result()).containsEntry("total_count", 120L);
            assertThat(lost.items()).allMatch(row -> row.get("is_lost").equals(true));
            assertThat(api.ask("{\"target\":\"other.example\",\"limit\":1}").result())
                    .containsEntry("total_count", 1_000L);
        }
    }

    @Test
    void aStepByHandChangesWhatTheNextRequestFinds() {
        try (BacklinksSimulator simulator = changing(500, IndexChanges.NONE).start()) {
            Api api = new Api(simulator);
            Reply first = api.ask(JsonWriter.minified(task(100)));
            Set<RowIdentity> before = now(simulator);
            simulator.change(TARGET, new IndexChanges(7, 3, 0));
            Set<RowIdentity> after = now(simulator);
            assertThat(after).hasSize(504);
            assertThat(before).hasSize(500);
            after.removeAll(before);
            assertThat(after).hasSize(7);

            Map<String, @Nullable Object> task = task(100);
            task.put("search_after_token", first.token());
            assertThat(api.ask(JsonWriter.minified(task)).result()).containsEntry("total_count", 504L);
        }
    }

    @Test
    void reRankedRowsMoveAndKeepWhenTheyWereFirstSeen() {
        try (BacklinksSimulator simulator = changing(500, IndexChanges.NONE).start()) {
            Api api = new Api(simulator);
            Map<RowIdentity, Map<String, Object>> before = new HashMap<>();
            api.chain(stableTask(1000)).forEach(row -> before.put(identity(row), row));
            simulator.change(TARGET, new IndexChanges(0, 0, 40));
            List<Map<String, Object>> moved = new ArrayList<>();
            for (Map<String, Object> row : api.chain(stableTask(1000))) {
                Map<String, Object> old = before.remove(identity(row));
                assertThat(row.get("first_seen")).isEqualTo(old.get("first_seen"));
                if (row.get("last_seen").equals(T0)) {
                    moved.add(row);
                } else {
                    assertThat(row).isEqualTo(old);
                }
            }
            assertThat(before).isEmpty();
            assertThat(moved).hasSizeBetween(35, 40);
        }
    }

    @Test
    void aPageThatIsAskedForAgainBeginsAtTheSameKey() {
        try (BacklinksSimulator simulator = changing(1_000, IndexChanges.NONE).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = stableTask(100);
            task.put("search_after_token", api.ask(JsonWriter.minified(task)).token());
            String second = JsonWriter.minified(task);
            List<Map<String, Object>> rows = api.ask(second).items();
            simulator.change(TARGET, new IndexChanges(50, 0, 0));
            assertThat(api.ask(second).items()).isEqualTo(rows);
        }
    }

    @Test
    void sameSeedSameChanges() {
        try (BacklinksSimulator one = changing(2_000, new IndexChanges(3, 4, 5)).start();
                BacklinksSimulator two =
                        changing(2_000, new IndexChanges(3, 4, 5)).start();
                BacklinksSimulator other =
                        changing(2_000, new IndexChanges(3, 4, 5)).seed(43).start()) {
            List<Map<String, Object>> rows = new Api(one).chain(task(100));
            assertThat(new Api(two).chain(task(100))).isEqualTo(rows);
            assertThat(new Api(other).chain(task(100))).isNotEqualTo(rows);
        }
    }

    @Test
    void groupedRowsChainToo() {
        try (BacklinksSimulator simulator =
                changing(2_000, new IndexChanges(5, 5, 5)).start()) {
            Map<String, @Nullable Object> task = stableTask(100);
            task.put("mode", "one_per_domain");
            List<Map<String, Object>> rows = new Api(simulator).chain(task);
            assertThat(rows).hasSizeGreaterThan(1_000);
            assertThat(rows.stream().map(row -> (String) row.get("first_seen"))).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource(EndStyle.class)
    void aChainEndsInEachStyle(EndStyle style) {
        try (BacklinksSimulator simulator =
                changing(200, IndexChanges.NONE).end(style).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = stableTask(100);
            for (int page = 1; page <= 2; page++) {
                Reply reply = api.ask(JsonWriter.minified(task));
                assertThat(reply.items()).hasSize(100);
                task.put("search_after_token", reply.token());
            }
            if (!style.lastPageHasToken()) {
                assertThat(task.get("search_after_token")).isNull();
                return;
            }
            Reply beyond = api.ask(JsonWriter.minified(task));
            if (style == EndStyle.NO_RESULTS_40102) {
                assertThat(beyond.code()).isEqualTo(40102);
                return;
            }
            assertThat(beyond.result()).containsEntry("items_count", 0L);
            assertThat(beyond.token() != null).isEqualTo(style == EndStyle.TOKEN_KEPT);
        }
    }

    @Test
    void anEmptyPageThatKeepsItsTokenIsFollowedByEmptyPages() {
        try (BacklinksSimulator simulator =
                changing(0, IndexChanges.NONE).end(EndStyle.TOKEN_KEPT).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = task(100);
            for (int page = 1; page <= 3; page++) {
                Reply reply = api.ask(JsonWriter.minified(task));
                assertThat(reply.items()).isEmpty();
                assertThat(reply.token()).isNotNull().isNotEqualTo(task.get("search_after_token"));
                task.put("search_after_token", reply.token());
            }
        }
    }

    @Test
    void aForgedKeyIsRefusedWith40501() {
        try (BacklinksSimulator simulator = changing(500, IndexChanges.NONE).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = task(100);
            String token = api.ask(JsonWriter.minified(task)).token();
            String json = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            String forged = json.replaceFirst("\"rank\":\\d+", "\"rank\":1");
            assertThat(forged).isNotEqualTo(json);
            task.put("search_after_token", Base64.getEncoder().encodeToString(forged.getBytes(StandardCharsets.UTF_8)));
            assertThat(api.ask(JsonWriter.minified(task)).code()).isEqualTo(40501);
            task.put("search_after_token", token);
            task.put("limit", 99L);
            assertThat(api.ask(JsonWriter.minified(task)).code()).isEqualTo(40501);
        }
    }

    @Test
    void anIndexThatDoesNotChangeCannotBeChangedAndHasItsRows() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(250).start()) {
            assertThatThrownBy(() -> simulator.change(TARGET, IndexChanges.NONE))
                    .isInstanceOf(IllegalStateException.class);
            List<Map<String, Object>> rows = new Api(simulator).chain(task(100));
            assertThat(rows.stream().map(ChangingIT::identity))
                    .containsExactlyElementsOf(simulator.rowsNow(TARGET).toList());
        }
    }

    @Test
    void whatMakesNoSenseFailsAtOnce() {
        assertThatThrownBy(() -> new IndexChanges(1, -1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("changes must not be negative, were 1, -1 and 0");
        assertThatThrownBy(changing(1_000_001, IndexChanges.NONE)::start).isInstanceOf(IllegalArgumentException.class);
    }
}
