package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Api.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullUnmarked // JSON may hold null anywhere
class ChainIT {
    private static final String PAGE = "{\"target\":\"example.com\",\"limit\":100}";

    private static BacklinksSimulator.Builder with(long rows) {
        return BacklinksSimulator.builder().rows(rows);
    }

    private static Map<String, @Nullable Object> task(long limit) {
        return new HashMap<>(Map.of("target", "example.com", "limit", limit));
    }

    private static String after(String token) {
        return "{\"target\":\"example.com\",\"limit\":100,\"search_after_token\":\"" + token + "\"}";
    }

    private static Set<List<Object>> distinct(List<Map<String, Object>> rows) {
        Set<List<Object>> distinct = new HashSet<>();
        rows.forEach(row -> distinct.add(List.of(row.get("url_from"), row.get("url_to"))));
        return distinct;
    }

    @Test
    void pagesChainToExactlyAllRowsAndNoneTwice() {
        try (BacklinksSimulator simulator = with(2_345).start()) {
            List<Map<String, Object>> rows = new Api(simulator).chain(task(1000));

            assertThat(rows).hasSize(2_345);
            assertThat(distinct(rows)).hasSize(2_345);
            assertThat(simulator.requestCount()).isEqualTo(3);
            assertThat(simulator.billed()).isEqualByComparingTo("0.13035");
        }
    }

    @Test
    void filteredAndSortedPagesChainToo() {
        try (BacklinksSimulator simulator = with(1_000).start()) {
            Map<String, @Nullable Object> task = task(100);
            task.put("order_by", List.of("url_from,asc"));
            task.put("filters", List.of("dofollow", "=", true));
            List<Map<String, Object>> rows = new Api(simulator).chain(task);

            assertThat(rows)
                    .hasSizeBetween(400, 999)
                    .allMatch(row -> row.get("dofollow").equals(true));
            assertThat(rows.stream().map(row -> (String) row.get("url_from"))).isSorted();
            assertThat(distinct(rows)).hasSameSizeAs(rows);
        }
    }

    @Test
    void rowsAreThoseThatAreExpected() {
        try (BacklinksSimulator simulator = with(250).pretty(false).start()) {
            String page = new Api(simulator).ask("{\"target\":\"example.com\",\"limit\":250}").text;
            StringBuilder expected = new StringBuilder("\"items\":[");
            for (int i = 0; i < 250; i++) {
                expected.append(i == 0 ? "" : ",").append(simulator.expectedRow("example.com", i));
            }
            assertThat(page).contains(expected.append("],\"search_after_token\":null}"));
        }
    }

    @Test
    void aTargetCanHaveItsOwnNumberOfRows() {
        try (BacklinksSimulator simulator = with(50).rows("few.example", 3).start()) {
            Api api = new Api(simulator);
            assertThat(api.ask("{\"target\":\"few.example\"}").items()).hasSize(3);
            assertThat(api.ask("{\"target\":\"other.example\"}").items()).hasSize(50);
        }
    }

    @Test
    void anOffsetSkipsRowsAndItsChainGoesOnFromThere() {
        try (BacklinksSimulator simulator = with(500).start()) {
            Api api = new Api(simulator);
            Map<String, @Nullable Object> task = task(200);
            List<Map<String, Object>> all = api.chain(task);
            task.put("offset", 130L);
            assertThat(api.chain(task)).isEqualTo(all.subList(130, 500));
            task.put("offset", 500L);
            assertThat(api.chain(task)).isEmpty();
        }
    }

    @Test
    void anEmptyPageCostsTheRequest() {
        try (BacklinksSimulator simulator = with(0).price(new BigDecimal("0.024"), new BigDecimal("0.000036"))
                .start()) {
            Reply reply = new Api(simulator).ask(PAGE);
            assertThat(reply.items()).isEmpty();
            assertThat(reply.task()).containsEntry("cost", new BigDecimal("0.024"));
            assertThat(reply.envelope()).containsEntry("cost", new BigDecimal("0.024"));
            assertThat(simulator.billed()).isEqualByComparingTo("0.024");
        }
    }

    @Test
    void theAnswerEchoesTheTaskAndSaysWhatItHas() {
        try (BacklinksSimulator simulator = with(7).start()) {
            Reply reply = new Api(simulator)
                    .ask("{\"target\":\"example.com\",\"mode\":\"as_is\",\"limit\":3,\"tag\":\"räuber/7\"}");
            assertThat(Api.map(reply.task().get("data")))
                    .containsEntry("api", "backlinks")
                    .containsEntry("function", "backlinks")
                    .containsEntry("tag", "räuber/7")
                    .containsEntry("limit", 3L);
            assertThat(reply.task()).containsEntry("result_count", 1L).containsEntry("status_code", 20000L);
            assertThat(reply.envelope()).containsEntry("tasks_count", 1L).containsEntry("tasks_error", 0L);
            assertThat(reply.result())
                    .containsEntry("target", "example.com")
                    .containsEntry("mode", "as_is")
                    .containsEntry("custom_mode", null)
                    .containsEntry("total_count", 7L)
                    .containsEntry("items_count", 3L);
            assertThat(reply.text).contains("r\u00e4uber\\/7");
        }
    }

    @Test
    void ranksCanBeShownOutOfHundred() {
        try (BacklinksSimulator simulator = with(50).start()) {
            Api api = new Api(simulator);
            List<Map<String, Object>> thousand =
                    api.ask("{\"target\":\"example.com\"}").items();
            List<Map<String, Object>> hundred = api.ask("{\"target\":\"example.com\",\"rank_scale\":\"one_hundred\"}")
                    .items();
            for (int i = 0; i < 50; i++) {
                for (String rank : List.of("rank", "page_from_rank", "domain_from_rank")) {
                    assertThat(hundred.get(i).get(rank))
                            .isEqualTo((Long) thousand.get(i).get(rank) / 10);
                }
            }
        }
    }

    @Test
    void theTotalCanBeLeftOut() {
        try (BacklinksSimulator simulator = with(50).reportTotal(false).start()) {
            assertThat(new Api(simulator).ask(PAGE).result())
                    .containsEntry("total_count", null)
                    .containsEntry("items_count", 50L);
        }
    }

    @ParameterizedTest
    @EnumSource(EndStyle.class)
    void theLastPageAndThePageAfterItAreOfTheStyle(EndStyle style) {
        try (BacklinksSimulator simulator = with(200).end(style).start()) {
            Api api = new Api(simulator);
            Reply first = api.ask(PAGE);
            Reply last = api.ask(after(first.token()));
            assertThat(last.items()).hasSize(100);
            assertThat(last.result().containsKey("search_after_token")).isEqualTo(style != EndStyle.TOKEN_ABSENT);
            if (style == EndStyle.TOKEN_NULL || style == EndStyle.TOKEN_ABSENT) {
                assertThat(last.token()).isNull();
                return;
            }
            assertThat(last.token()).isNotNull().isNotEqualTo(first.token());
            assertPageAfterTheEnd(style, api.ask(after(last.token())), last.token());
            assertThat(simulator.billed()).isEqualByComparingTo("0.066");
        }
    }

    private static void assertPageAfterTheEnd(EndStyle style, Reply beyond, String lastToken) {
        if (style == EndStyle.NO_RESULTS_40102) {
            assertThat(beyond.code()).isEqualTo(40102);
            assertThat(beyond.task()).containsEntry("result", null).containsEntry("result_count", 0L);
            return;
        }
        assertThat(beyond.result()).containsEntry("items_count", 0L).containsEntry("total_count", 200L);
        Object items = style == EndStyle.NULL_ITEMS ? null : List.of();
        assertThat(beyond.result()).containsEntry("items", items);
        if (style == EndStyle.TOKEN_KEPT) {
            assertThat(beyond.token()).isNotNull().isNotEqualTo(lastToken);
        } else {
            assertThat(beyond.token()).isNull();
        }
    }

    @Test
    void tokenWithAnotherParameterIsRefusedWith40501() {
        try (BacklinksSimulator simulator = with(500).start()) {
            Api api = new Api(simulator);
            String token = api.ask(PAGE).token();
            assertThat(api.ask(after(token)).code()).isEqualTo(20000);
            for (String other : List.of(
                    "\"target\":\"example.com\",\"limit\":99",
                    "\"target\":\"example.org\",\"limit\":100",
                    "\"target\":\"example.com\"",
                    "\"target\":\"example.com\",\"limit\":100,\"tag\":\"x\"",
                    "\"target\":\"example.com\",\"limit\":100,\"offset\":1",
                    "\"target\":\"example.com\",\"limit\":100,\"order_by\":[\"rank,desc\"]",
                    "\"target\":\"example.com\",\"limit\":100,\"filters\":[\"rank\",\">\",1]",
                    "\"target\":\"example.com\",\"limit\":100,\"mode\":\"one_per_domain\"",
                    "\"target\":\"example.com\",\"limit\":100,\"include_subdomains\":false")) {
                Reply reply = api.ask("{" + other + ",\"search_after_token\":\"" + token + "\"}");
                assertThat(reply.code()).as(other).isEqualTo(40501);
                assertThat(reply.message()).isEqualTo("Invalid Field: 'search_after_token'.");
            }
        }
    }

    @Test
    void aForgedTokenIsRefusedWith40501() {
        try (BacklinksSimulator simulator = with(500).start()) {
            Api api = new Api(simulator);
            String token = api.ask(PAGE).token();
            assertThat(api.ask(after("nonsense")).code()).isEqualTo(40501);
            assertThat(api.ask(after(token.substring(4))).code()).isEqualTo(40501);
            byte[] json = java.util.Base64.getDecoder().decode(token);
            String moved = new String(json, StandardCharsets.UTF_8)
                    .replace("\"TokenRealOffset\":100", "\"TokenRealOffset\":200");
            String forged = java.util.Base64.getEncoder().encodeToString(moved.getBytes(StandardCharsets.UTF_8));
            assertThat(api.ask(after(forged)).code()).isEqualTo(40501);
        }
    }
}
