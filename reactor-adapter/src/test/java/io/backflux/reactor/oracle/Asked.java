package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request, as the server reads it.
 *
 * @param task all of it, as it is echoed
 * @param parameters all of it but the token
 */
record Asked(
        JsonNode task,
        String parameters,
        int limit,
        int offset,
        List<String> order,
        @Nullable JsonNode filters,
        @Nullable String token) {

    private static final JsonMapper JSON = new JsonMapper();

    static Asked of(byte[] body) {
        JsonNode task = JSON.readTree(body).get(0);
        List<String> order = new ArrayList<>();
        task.path("order_by").forEach(rule -> order.add(rule.asString()));
        JsonNode token = task.get("search_after_token");
        StringBuilder parameters = new StringBuilder();
        task.properties().stream()
                .filter(parameter -> !parameter.getKey().equals("search_after_token"))
                .forEach(parameter -> parameters.append(parameter).append(';'));
        return new Asked(
                task,
                parameters.toString(),
                task.path("limit").asInt(100),
                task.path("offset").asInt(0),
                order.isEmpty() ? List.of("rank,desc", "last_seen,desc") : order,
                task.get("filters"),
                token == null ? null : token.asString());
    }

    boolean isDescending() {
        return order.get(0).equals("first_seen,desc");
    }
}
