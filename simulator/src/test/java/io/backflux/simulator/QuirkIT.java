package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Api.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked // JSON may hold null anywhere
class QuirkIT {
    private static final List<String> STABLE = List.of("first_seen,asc", "url_from,asc", "url_to,asc");

    /** Half of the rows were found in one second, which fills many pages. */
    private static BacklinksSimulator.Builder bursting(Quirk... quirks) {
        return BacklinksSimulator.builder()
                .rows(2_000)
                .pretty(false)
                .bursts(Bursts.of(0, 0.5))
                .quirk(quirks);
    }

    private static Map<String, @Nullable Object> task() {
        return new HashMap<>(Map.of("target", "example.com", "limit", 100L, "order_by", STABLE));
    }

    private static RowIdentity identity(Map<String, Object> row) {
        return new RowIdentity((String) row.get("url_from"), (String) row.get("url_to"));
    }

    private static List<RowIdentity> identities(List<Map<String, Object>> rows) {
        return rows.stream().map(QuirkIT::identity).toList();
    }

    @Test
    void aChainLosesAndRepeatsRowsOfASecondWhenUrlsAreNotSorted() {
        try (BacklinksSimulator simulator = bursting(Quirk.URL_NOT_SORTED).start()) {
            List<Map<String, Object>> rows = new Api(simulator).chain(task());
            assertThat(rows).hasSize(2_000);
            assertThat(rows.stream().map(row -> (String) row.get("first_seen"))).isSorted();
            assertThat(new HashSet<>(identities(rows))).hasSizeBetween(1_500, 1_800);
        }
    }

    @Test
    void aRangeAndOffsetsLoseAndRepeatRowsToo() {
        try (BacklinksSimulator simulator = bursting(Quirk.URL_NOT_SORTED).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = task();
            task.put("filters", List.of("first_seen", ">", "2010-01-01 00:00:00 +00:00"));
            assertThat(new HashSet<>(identities(api.chain(task)))).hasSizeBetween(1_500, 1_800);
            List<RowIdentity> rows = new ArrayList<>();
            for (long offset = 0; offset < 2_000; offset += 100) {
                task.put("offset", offset);
                rows.addAll(identities(api.ask(JsonWriter.minified(task)).items()));
            }
            assertThat(rows).hasSize(2_000);
            assertThat(new HashSet<>(rows)).hasSizeBetween(1_500, 1_800);
        }
    }

    @Test
    void aRequestThatIsSentAgainHasAnotherOrderAndSoItIsInEveryRun() {
        try (BacklinksSimulator one = bursting(Quirk.URL_NOT_SORTED).start();
                BacklinksSimulator two = bursting(Quirk.URL_NOT_SORTED).start()) {
            Map<String, @Nullable Object> task = task();
            task.put("limit", 1000L);
            List<List<RowIdentity>> answers = new ArrayList<>();
            for (BacklinksSimulator simulator : List.of(one, two)) {
                Api api = new Api(simulator);
                for (int i = 0; i < 2; i++) {
                    answers.add(identities(api.ask(JsonWriter.minified(task)).items()));
                }
            }
            assertThat(answers.get(1)).isNotEqualTo(answers.get(0));
            assertThat(answers.subList(2, 4)).isEqualTo(answers.subList(0, 2));
        }
    }

    @Test
    void aChangingIndexPassesOverTheRestOfASecond() {
        try (BacklinksSimulator simulator =
                bursting(Quirk.URL_NOT_SORTED).changing(IndexChanges.NONE).start()) {
            List<Map<String, Object>> rows = new Api(simulator).chain(task());
            assertThat(rows).hasSizeBetween(1_000, 1_150);
            assertThat(identities(rows)).doesNotHaveDuplicates();
        }
    }

    @Test
    void withoutAQuirkAllRowsComeOnce() {
        try (BacklinksSimulator simulator = bursting().start()) {
            assertThat(identities(new Api(simulator).chain(task())))
                    .containsExactlyInAnyOrderElementsOf(
                            simulator.rowsNow("example.com").toList());
        }
    }

    @Test
    void theTotalMayBeTooSmallOrTooLarge() {
        assertThat(total(15)).isEqualTo(15);
        assertThat(total(15, Quirk.TOTAL_TOO_SMALL)).isEqualTo(13);
        assertThat(total(15, Quirk.TOTAL_TOO_LARGE)).isEqualTo(17);
        assertThat(total(1, Quirk.TOTAL_TOO_SMALL)).isZero();
        assertThat(total(0, Quirk.TOTAL_TOO_LARGE)).isZero();
    }

    private static long total(long rows, Quirk... quirks) {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(rows).quirk(quirks).start()) {
            Reply reply = new Api(simulator).ask(JsonWriter.minified(task()));
            assertThat(reply.items()).hasSize((int) rows);
            return (Long) reply.result().get("total_count");
        }
    }

    @Test
    void quirksAddUp() {
        try (BacklinksSimulator simulator = bursting(Quirk.TIME_LESS_INCLUDES)
                .quirk(Quirk.TIME_GREATER_INCLUDES)
                .start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = task();
            task.put("offset", 1_000L);
            task.put("limit", 1L);
            Object second = api.ask(JsonWriter.minified(task)).items().get(0).get("first_seen");
            task.put("offset", 0L);
            task.put("filters", List.of(List.of("first_seen", ">", second), "and", List.of("first_seen", "<", second)));
            long total = (Long) api.ask(JsonWriter.minified(task)).result().get("total_count");
            assertThat(total).isBetween(900L, 1_100L);
        }
    }
}
