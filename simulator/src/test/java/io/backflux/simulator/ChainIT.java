package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChainIT {
    private static Map<String, @Nullable Object> task(String target, long limit) {
        return new HashMap<>(Map.of("target", target, "limit", limit));
    }

    @Test
    void pagesChainToExactlyAllRowsAndNoneTwice() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(2_345).start()) {
            List<Map<String, Object>> rows = new Api(simulator).chain(task("example.com", 1000));

            assertThat(rows).hasSize(2_345);
            Set<List<Object>> distinct = new HashSet<>();
            rows.forEach(row -> distinct.add(List.of(row.get("url_from"), row.get("url_to"))));
            assertThat(distinct).hasSize(2_345);
            assertThat(simulator.requestCount()).isEqualTo(3);
        }
    }

    @Test
    void rowsAreThoseThatAreExpected() {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(250).pretty(false).start()) {
            String page = new Api(simulator).ask("{\"target\":\"example.com\",\"limit\":250}").text;

            for (int i = 0; i < 250; i++) {
                assertThat(page).contains(simulator.expectedRow("example.com", i));
            }
        }
    }
}
