package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.simulator.Api.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class FaultIT {
    private static final String TASK = "{\"target\":\"example.com\",\"limit\":100}";
    private static final String PAGE_COST = "0.023";

    private final BacklinksSimulator simulator =
            BacklinksSimulator.builder().rows(1_000).start();
    private final Api api = new Api(simulator);

    @AfterEach
    void everySlotIsGivenBack() {
        Await.until(() -> simulator.inFlight() == 0);
        simulator.close();
    }

    private Reply faulty(FaultPlan plan) {
        simulator.fail(plan.times(1));
        Reply reply = api.ask(TASK);
        assertThat(api.ask(TASK).items()).hasSize(100);
        return reply;
    }

    private void assertBilledBesidesOneGoodPage(String cost) {
        assertThat(simulator.billed().subtract(new java.math.BigDecimal(PAGE_COST)))
                .isEqualByComparingTo(cost);
    }

    @Test
    void http500HasAnEnvelopeOf50000() {
        Reply reply = faulty(FaultPlan.of(Fault.HTTP_500));
        assertThat(reply.httpStatus).isEqualTo(500);
        assertThat(reply.envelopeCode()).isEqualTo(50000);
        assertBilledBesidesOneGoodPage("0");
    }

    @Test
    void http500MayHoldAWholePage() {
        Reply reply = faulty(FaultPlan.of(Fault.HTTP_500_WITH_20000));
        assertThat(reply.httpStatus).isEqualTo(500);
        assertThat(reply.envelopeCode()).isEqualTo(20000);
        assertThat(reply.items()).hasSize(100);
        assertBilledBesidesOneGoodPage(PAGE_COST);
    }

    @ParameterizedTest
    @CsvSource({"BAD_GATEWAY_HTML,502", "UNAVAILABLE_HTML,503", "GATEWAY_TIMEOUT_HTML,504", "HTML_WITH_200,200"})
    void gatewaysAnswerInHtml(Fault fault, int status) {
        Reply reply = faulty(FaultPlan.of(fault));
        assertThat(reply.httpStatus).isEqualTo(status);
        assertThat(reply.text).startsWith("<html>");
        assertThat(reply.response.headers().firstValue("Content-Type")).contains("text/html");
        assertBilledBesidesOneGoodPage("0");
    }

    @Test
    void brokenJsonIsAsLongAsThePageAndNoJson() {
        Reply reply = faulty(FaultPlan.of(Fault.BROKEN_JSON));
        assertThat(reply.httpStatus).isEqualTo(200);
        assertThatThrownBy(reply::envelope).isInstanceOf(JacksonException.class);
        assertThat(reply.text).contains("search_after_token");
        assertBilledBesidesOneGoodPage(PAGE_COST);
    }

    @Test
    void tasksCanBeEmpty() {
        Reply reply = faulty(FaultPlan.of(Fault.EMPTY_TASKS));
        assertThat(reply.envelope())
                .containsEntry("status_code", 20000L)
                .containsEntry("tasks", List.of())
                .containsEntry("tasks_count", 0L);
        assertBilledBesidesOneGoodPage("0");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3, 0.999})
    void cutClosesTheConnectionAfterTheFractionOfTheBody(double at) throws IOException {
        simulator.fail(FaultPlan.of(Fault.CUT).at(at).onRequest(1));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]")) {
            String head = wire.head();
            long length = contentLength(head);
            assertThat(length).isGreaterThan(200_000);
            assertThat(wire.readToTheEnd().length).isEqualTo((int) (length * at));
        }
        assertThat(simulator.billed()).isEqualByComparingTo(PAGE_COST);
    }

    private static long contentLength(String head) {
        String name = "content-length: ";
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(name) + name.length();
        return Long.parseLong(head.substring(at, head.indexOf('\r', at)));
    }

    @Test
    void cutIsAPrematureCloseInBothForms() {
        simulator.fail(FaultPlan.of(Fault.CUT).at(0.9));
        assertThatThrownBy(() -> api.send(api.request("[" + TASK + "]"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> api.send(api.request("[" + TASK + "]").header("Accept-Encoding", "gzip")))
                .isInstanceOf(IOException.class);
        assertThat(simulator.requests().stream().map(RecordedRequest::rows)).containsExactly(100, 100);
    }

    @Test
    void resetComesBeforeAnyByte() throws IOException {
        simulator.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER).onRequest(1));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]")) {
            assertThatThrownBy(() -> wire.read(1)).hasMessageContaining("reset");
        }
        assertThat(simulator.billed()).isZero();
        assertThat(simulator.requests().get(0).httpStatus()).isZero();
    }

    @Test
    void stallSendsThePartAndKeepsTheSlotUntilTheClientLeaves() throws IOException {
        simulator.fail(FaultPlan.of(Fault.STALL).at(0.25));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]")) {
            int part = (int) (contentLength(wire.head()) * 0.25);
            assertThat(wire.read(part)).hasSize(part);
            assertThat(simulator.inFlight()).isEqualTo(1);
        }
        Await.until(() -> simulator.inFlight() == 0);
        assertThat(simulator.billed()).isEqualByComparingTo(PAGE_COST);
    }

    @Test
    void noAnswerKeepsTheSlotUntilTheClientLeaves() throws IOException {
        simulator.fail(FaultPlan.of(Fault.NO_ANSWER));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]")) {
            assertThat(wire).isNotNull();
            Await.until(() -> simulator.inFlight() == 1);
        }
        Await.until(() -> simulator.inFlight() == 0);
        assertThat(simulator.billed()).isZero();
    }

    @Test
    void closeEndsWhatIsNeverAnswered() {
        simulator.fail(FaultPlan.of(Fault.NO_ANSWER));
        CompletableFuture<HttpResponse<byte[]>> waiting = api.sendAsync(TASK);
        Await.until(() -> simulator.inFlight() == 1);
        simulator.close();
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void garbageFollowsAValidPage() {
        Reply reply = faulty(FaultPlan.of(Fault.GARBAGE_AFTER_END));
        assertThatThrownBy(reply::envelope).isInstanceOf(JacksonException.class);
        String page = reply.text.substring(0, reply.text.length() - "\n}] stray bytes".length());
        assertThat(JsonReader.read(page.getBytes(StandardCharsets.UTF_8))).isNotNull();
        assertBilledBesidesOneGoodPage(PAGE_COST);
    }

    @Test
    void aRepeatedTokenIsTheOneThatWasAskedWith() {
        String token = api.ask(TASK).token();
        simulator.fail(FaultPlan.of(Fault.REPEATED_TOKEN));
        Reply second = api.ask(TASK.replace("}", ",\"search_after_token\":\"" + token + "\"}"));
        assertThat(second.token()).isEqualTo(token);
        assertThat(second.items()).hasSize(100).isNotEqualTo(api.ask(TASK).items());
        assertThat(api.ask(TASK).token()).isEqualTo(token);
    }

    @Test
    void aShortPageGoesOnWhereItStopped() {
        List<?> all = api.chain(new java.util.HashMap<>(java.util.Map.of("target", "example.com", "limit", 100L)));
        simulator.fail(FaultPlan.of(Fault.SHORT_PAGE).onRequest(2));
        simulator.resetCounters();
        assertThat(api.chain(new java.util.HashMap<>(java.util.Map.of("target", "example.com", "limit", 100L))))
                .isEqualTo(all);
        assertThat(simulator.requests().stream().map(RecordedRequest::rows))
                .startsWith(100, 50, 100)
                .hasSize(11);
    }

    @Test
    void aRedirectCountsWhoFollows() throws IOException {
        simulator.fail(FaultPlan.of(Fault.REDIRECT));
        HttpResponse<byte[]> response = api.send(api.request("[" + TASK + "]"));
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(simulator.redirectsFollowed()).isZero();

        String location = response.headers().firstValue("Location").orElseThrow();
        Reply followed =
                new Reply(api.send(api.request("").uri(simulator.baseUrl().resolve(location))));
        assertThat(followed.httpStatus).isEqualTo(404);
        assertThat(simulator.redirectsFollowed()).isEqualTo(1);
        assertThat(simulator.requests().get(1).authenticated()).isTrue();
    }

    @Test
    void aSlowDripComesWhole() {
        Reply reply = faulty(FaultPlan.of(Fault.SLOW_DRIP).pause(Duration.ofNanos(1_000)));
        assertThat(reply.items()).hasSize(100);
        assertBilledBesidesOneGoodPage(PAGE_COST);
    }

    @ParameterizedTest
    @CsvSource({"PER_MINUTE_LIMIT,40202", "IN_FLIGHT_LIMIT,40209", "UNAVAILABLE_50303,50303", "INTERNAL_50000,50000"})
    void someFaultsAreCodesOfTheTask(Fault fault, int code) {
        Reply reply = faulty(FaultPlan.of(fault));
        assertThat(reply.httpStatus).isEqualTo(200);
        assertThat(reply.envelopeCode()).isEqualTo(20000);
        assertThat(reply.code()).isEqualTo(code);
        assertBilledBesidesOneGoodPage("0");
    }

    @ParameterizedTest
    @CsvSource({"40210,402", "40200,402", "40100,401", "40400,404", "40203,200", "50401,200", "40102,200", "20000,200"})
    void anyCodeCanComeAtBothLevels(int code, int status) {
        Reply task = faulty(FaultPlan.code(code));
        assertThat(task.httpStatus).isEqualTo(status);
        assertThat(task.code()).isEqualTo(code);
        assertThat(task.task()).containsEntry("result", null);

        Reply envelope = faulty(FaultPlan.envelopeCode(code));
        assertThat(envelope.httpStatus).isEqualTo(status);
        assertThat(envelope.envelopeCode()).isEqualTo(code);
        assertThat(envelope.envelope()).containsEntry("tasks", null);
        assertThat(simulator.requests().stream().map(RecordedRequest::taskCode))
                .containsExactly(code, 20000, code, 20000);
    }

    @Test
    void aPlanForAPageHitsThatPageOfEachChain() {
        simulator.fail(FaultPlan.code(40103).onPage(2).times(1));
        String token = api.ask(TASK).token();
        String second = TASK.replace("}", ",\"search_after_token\":\"" + token + "\"}");
        assertThat(api.ask(second).code()).isEqualTo(40103);
        assertThat(api.ask(second).code()).isEqualTo(20000);
    }

    @Test
    void clearedFaultsAreGone() {
        simulator.fail(FaultPlan.of(Fault.HTTP_500));
        simulator.clearFaults();
        assertThat(api.ask(TASK).items()).hasSize(100);
    }

    @Test
    void allFaultsLeaveTheSimulatorAsItWas() {
        for (Fault fault : Fault.values()) {
            if (fault == Fault.STALL || fault == Fault.NO_ANSWER || fault == Fault.ENDLESS_BODY) {
                continue;
            }
            boolean code = fault == Fault.TASK_CODE || fault == Fault.ENVELOPE_CODE;
            simulator.fail((code && fault == Fault.TASK_CODE
                            ? FaultPlan.code(40501)
                            : code ? FaultPlan.envelopeCode(40501) : FaultPlan.of(fault))
                    .times(1));
            // A client of its own, since a fault may spoil its connection for the next request.
            new Api(simulator).sendAsync(TASK).exceptionally(e -> null).join();
            assertThat(api.ask(TASK).items()).as(fault.name()).hasSize(100);
            Await.until(() -> simulator.inFlight() == 0);
        }
    }
}
