package io.backflux.reactor.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An answer with rows, and its JSON. */
record Page(
        Asked asked,
        List<Row> rows,
        @Nullable Long total,
        @Nullable String token) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a request of so many rows costs. */
    static BigDecimal price(int rows) {
        return new BigDecimal("0.02").add(new BigDecimal("0.00003").multiply(BigDecimal.valueOf(rows)));
    }

    byte[] json(Set<Oddity> oddities) {
        ObjectNode result = NODES.objectNode();
        result.set("target", asked.task().path("target"));
        if (!oddities.contains(Oddity.TOTAL_AFTER_ITEMS)) {
            total(result, oddities);
        }
        result.put("items_count", rows.size());
        result.set("items", items());
        if (oddities.contains(Oddity.TOTAL_AFTER_ITEMS)) {
            total(result, oddities);
        }
        result.put("search_after_token", token);
        return JSON.writeValueAsBytes(envelope(20000, price(rows.size()), result, asked.task()));
    }

    private void total(ObjectNode result, Set<Oddity> oddities) {
        if (total != null || !oddities.contains(Oddity.TOTAL_MISSING)) {
            result.put("total_count", total);
        }
    }

    private ArrayNode items() {
        ArrayNode items = NODES.arrayNode();
        rows.forEach(row -> items.add(item(row)));
        return items;
    }

    private static ObjectNode item(Row row) {
        return NODES.objectNode()
                .put("type", "backlink")
                .put("url_from", row.urlFrom())
                .put("url_to", row.urlTo())
                .put("item_type", row.itemType())
                .put("anchor", row.anchor())
                .put("rank", row.rank())
                .put("first_seen", time(row.firstSeen()))
                .put("last_seen", time(row.lastSeen()));
    }

    private static @Nullable String time(@Nullable Long second) {
        return second == null
                ? null
                : Conditions.TIME.format(Instant.ofEpochSecond(second).atOffset(ZoneOffset.UTC));
    }

    /** An answer without rows. */
    static byte[] refusal(int code) {
        return JSON.writeValueAsBytes(envelope(code, BigDecimal.ZERO, null, NODES.objectNode()));
    }

    private static ObjectNode envelope(int code, BigDecimal cost, @Nullable ObjectNode result, JsonNode data) {
        ObjectNode task = NODES.objectNode()
                .put("id", "11272026-0000-0000-0000-000000000000")
                .put("status_code", code)
                .put("status_message", code == 20000 ? "Ok." : "No.")
                .put("cost", cost)
                .put("result_count", result == null ? 0 : 1);
        task.set("data", data);
        if (result == null) {
            task.putNull("result");
        } else {
            task.putArray("result").add(result);
        }
        ObjectNode envelope = NODES.objectNode()
                .put("version", "0.1")
                .put("status_code", 20000)
                .put("status_message", "Ok.")
                .put("cost", cost)
                .put("tasks_count", 1)
                .put("tasks_error", code == 20000 ? 0 : 1);
        envelope.putArray("tasks").add(task);
        return envelope;
    }
}
