package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.Api.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // JSON may hold null anywhere
class RefusalIT {
    private final BacklinksSimulator simulator =
            BacklinksSimulator.builder().credentials("me", "secret").start();
    private final Api api = new Api(simulator);

    @AfterEach
    void close() {
        int left = simulator.inFlight();
        simulator.close();
        assertThat(left).isZero();
    }

    @Test
    void wrongCredentialsAreRefusedWith401And40100() throws IOException {
        String body = "[{\"target\":\"example.com\"}]";
        for (HttpRequest.Builder request : List.of(
                api.request(body, "me", "wrong"),
                api.request(body, "you", "secret"),
                HttpRequest.newBuilder(Api.live(simulator)).POST(HttpRequest.BodyPublishers.ofString(body)))) {
            Reply reply = new Reply(api.send(request));
            assertThat(reply.httpStatus).isEqualTo(401);
            assertThat(reply.envelopeCode()).isEqualTo(40100);
            assertThat(reply.envelope()).containsEntry("tasks", null).containsEntry("cost", 0L);
        }
        assertThat(simulator.requests()).hasSize(3).noneMatch(RecordedRequest::authenticated);
        assertThat(simulator.billed()).isZero();
    }

    @Test
    void anotherPathOrMethodIsRefusedWith404And40400() throws IOException {
        HttpRequest.Builder path = api.request("[{}]").uri(simulator.baseUrl().resolve("/v3/backlinks/summary/live"));
        for (HttpRequest.Builder request : List.of(path, api.request("").GET())) {
            Reply reply = new Reply(api.send(request));
            assertThat(reply.httpStatus).isEqualTo(404);
            assertThat(reply.envelopeCode()).isEqualTo(40400);
        }
        assertThat(simulator.requests().get(0).path()).isEqualTo("/v3/backlinks/summary/live");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \r\n\t", "[]", "{}", "null"})
    void aBodyWithoutATaskIsRefusedWith40502(String body) {
        assertIsRefused(body, 40502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[{\"target\":}]",
                "{\"target\":\"example.com\"}",
                "{\"0\":{\"target\":\"example.com\"},\"target\":{}}",
                "{\"\":{\"target\":\"example.com\"}}",
                "{\"0\":\"example.com\"}",
                "[1]",
                "[null]",
                "[{}] []",
                "80"
            })
    void aBodyThatHoldsNoTasksIsRefusedWith40503(String body) {
        assertIsRefused(body, 40503);
    }

    private void assertIsRefused(String body, int code) {
        Reply reply = api.askRaw(body);
        assertThat(reply.httpStatus).isEqualTo(200);
        assertThat(reply.envelopeCode()).isEqualTo(code);
        assertThat(simulator.requests().get(0).rawBody()).isEqualTo(body);
        assertThat(simulator.billed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"target\":\"example.com\"},{\"target\":\"example.org\"},{}]",
                "{\"0\":{\"target\":\"example.com\"},\"1\":{\"target\":\"example.org\"},\"2\":{}}"
            })
    void extraTasksFailWith40000(String body) {
        Reply reply = api.askRaw(body);
        List<Object> tasks = Api.list(reply.envelope().get("tasks"));
        assertThat(tasks.stream().map(task -> Api.map(task).get("status_code")))
                .containsExactly(20000L, 40000L, 40000L);
        assertThat(reply.envelope()).containsEntry("tasks_count", 3L).containsEntry("tasks_error", 2L);
        assertThat(Api.map(Api.map(tasks.get(1)).get("data"))).containsEntry("target", "example.org");
        assertThat(simulator.billed()).isEqualByComparingTo("0.023");
    }

    @Test
    void anUnknownParameterFailsTheTaskWith40506() {
        Reply reply = api.ask("{\"target\":\"example.com\",\"colour\":\"red\"}");
        assertThat(reply.httpStatus).isEqualTo(200);
        assertThat(reply.envelopeCode()).isEqualTo(20000);
        assertThat(reply.code()).isEqualTo(40506);
        assertThat(reply.envelope()).containsEntry("tasks_error", 1L).containsEntry("cost", 0L);
    }

    @Test
    void aBadValueFailsTheTaskWith40501AndNamesTheField() {
        Reply reply = api.ask("{\"target\":\"example.com\",\"limit\":1001}");
        assertThat(reply.code()).isEqualTo(40501);
        assertThat(reply.message()).isEqualTo("Invalid Field: 'limit'.");
        assertThat(reply.task()).containsEntry("result", null).containsEntry("cost", 0L);
        assertThat(simulator.billed()).isZero();
    }
}
