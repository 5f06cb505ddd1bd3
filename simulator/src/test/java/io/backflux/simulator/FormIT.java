package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Api.Reply;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormIT {
    private static final String PAGE = "[{\"target\":\"example.com\",\"limit\":200}]";

    @Test
    void bothFormsSayTheSame() {
        Map<String, Object> pretty;
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(300).start()) {
            Reply reply = new Api(simulator).askRaw(PAGE);
            assertThat(reply.text)
                    .startsWith("{\n    \"version\": ")
                    .contains("https:\\/\\/")
                    .doesNotContain("https://");
            pretty = reply.envelope();
        }
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().rows(300).pretty(false).start()) {
            Reply reply = new Api(simulator).askRaw(PAGE);
            assertThat(reply.text)
                    .startsWith("{\"version\":")
                    .contains("https://")
                    .doesNotContain("\n", "\\/");
            assertThat(reply.envelope()).isEqualTo(pretty);
        }
    }

    /** What Python makes of a dict that numbers its tasks. */
    @Test
    void tasksUnderNumbersAreTakenAsInAnArray() {
        String task = "{\"target\": \"example.com\", \"limit\": 5, \"mode\": \"as_is\", "
                + "\"filters\": [\"dofollow\", \"=\", true]}";
        try (BacklinksSimulator simulator = BacklinksSimulator.builder().start()) {
            Api api = new Api(simulator);
            Reply numbered = api.askRaw("{\"0\": " + task + "}");
            Reply listed = api.askRaw("[" + task + "]");

            assertThat(numbered.code()).isEqualTo(20000);
            assertThat(numbered.items()).hasSize(5).allMatch(row -> Boolean.TRUE.equals(row.get("dofollow")));
            assertThat(numbered.items()).isEqualTo(listed.items());
            assertThat(numbered.task().get("data")).isEqualTo(listed.task().get("data"));
            assertThat(simulator.requests().get(0).task())
                    .isEqualTo(simulator.requests().get(1).task())
                    .containsEntry("limit", 5L);
        }
    }

    @Test
    void theCostComesEarlyAndTheTokenLast() {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder().start()) {
            String text = new Api(simulator).askRaw(PAGE).text;
            assertThat(text.indexOf("\"cost\"")).isLessThan(200);
            assertThat(text.indexOf("\"total_count\"")).isLessThan(1_500);
            assertThat(text.indexOf("\"search_after_token\"")).isGreaterThan(text.lastIndexOf("indirect_link_path"));
        }
    }

    @Test
    void gzipIsUsedWhenAskedFor() throws IOException {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder().start()) {
            Api api = new Api(simulator);
            Reply plain = new Reply(api.send(api.request(PAGE)));
            Reply packed = new Reply(api.send(api.request(PAGE).header("Accept-Encoding", "br, GZIP")));
            Reply refused = new Reply(api.send(api.request(PAGE).header("Accept-Encoding", "gzip;q=0")));

            assertThat(packed.response.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(packed.response.body().length).isLessThan(plain.response.body().length / 3);
            assertThat(packed.items()).isEqualTo(plain.items());
            assertThat(plain.response.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(plain.response.headers().firstValueAsLong("Content-Length"))
                    .hasValue(plain.response.body().length);
            assertThat(refused.response.headers().firstValue("Content-Encoding"))
                    .isEmpty();
            assertThat(simulator.requests().stream().map(RecordedRequest::gzip)).containsExactly(false, true, false);
        }
    }

    @Test
    void gzipCanBeSwitchedOff() throws IOException {
        try (BacklinksSimulator simulator =
                BacklinksSimulator.builder().gzip(false).start()) {
            Api api = new Api(simulator);
            Reply plain = new Reply(api.send(api.request(PAGE).header("Accept-Encoding", "gzip")));
            assertThat(plain.response.headers().firstValue("Content-Encoding")).isEmpty();
            assertThat(plain.items()).hasSize(200);
        }
    }
}
