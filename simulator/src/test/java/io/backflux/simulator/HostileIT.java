package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.simulator.Api.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

@NullUnmarked // JSON may hold null anywhere
class HostileIT {
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

    private Reply hostile(FaultPlan plan) {
        simulator.fail(plan.times(1));
        Reply reply = api.ask(TASK);
        assertThat(reply.httpStatus).isEqualTo(200);
        assertThat(simulator.billed()).isEqualByComparingTo(PAGE_COST);
        return reply;
    }

    private String page() {
        return api.ask(TASK).text;
    }

    /** That the page is as it should be but for what was put in behind the beginning of its rows. */
    private void assertAdded(FaultPlan plan, String expected) {
        String spoiled = hostile(plan).text;
        String page = page();
        int start = sameFromTheStart(page, spoiled, page.indexOf("\"items\""));
        int end = page.length() - sameFromTheEnd(page, spoiled, start);
        assertThat(end).as("what was replaced").isEqualTo(start);
        String added = spoiled.substring(start, spoiled.length() - (page.length() - end));
        // What begins like the bytes behind it seems to begin later and to end with some of them.
        assertThat(added).hasSameSizeAs(expected).isSubstringOf(expected + expected);
    }

    private static int sameFromTheStart(String page, String spoiled, int from) {
        int at = from;
        while (at < page.length() && page.charAt(at) == spoiled.charAt(at)) {
            at++;
        }
        return at;
    }

    private static int sameFromTheEnd(String page, String spoiled, int start) {
        int same = 0;
        while (same < page.length() - start
                && page.charAt(page.length() - 1 - same) == spoiled.charAt(spoiled.length() - 1 - same)) {
            same++;
        }
        return same;
    }

    @Test
    void aBombUnpacksToAPageWithBlanks() throws IOException {
        int blanks = 64 << 20;
        simulator.fail(FaultPlan.of(Fault.GZIP_BOMB).size(blanks).onRequest(1));
        byte[] packed = api.send(api.request("[" + TASK + "]")).body();
        assertThat(packed.length).isLessThan(200_000);
        long unpacked;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            unpacked = in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        assertThat(unpacked).isEqualTo(blanks + page().getBytes(StandardCharsets.UTF_8).length);
        assertThat(simulator.requests().get(0).gzip()).isTrue();
        assertThat(simulator.requests().get(0).rows()).isEqualTo(100);
    }

    @Test
    void aBombIsAGibibyteUnlessSaidOtherwise() throws IOException {
        simulator.fail(FaultPlan.of(Fault.GZIP_BOMB));
        var response = api.send(api.request("[" + TASK + "]"));
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        byte[] packed = response.body();
        assertThat(packed.length).isLessThan(2_000_000);
        int unpacked = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN).getInt(packed.length - 4);
        assertThat(unpacked).isBetween(1 << 30, (1 << 30) + 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2, 1, 0})
    void anEndlessBodyEndsWhenTheClientLeaves(int rows) throws IOException {
        simulator.fail(FaultPlan.of(Fault.ENDLESS_BODY));
        String target = rows == 0 ? "none.example\",\"offset\":2000,\"tag\":\"" : "example.com";
        String task = "[{\"target\":\"" + target + "\",\"limit\":" + Math.max(1, rows) + "}]";
        try (Wire wire = new Wire(simulator, task, "Accept-Encoding: gzip")) {
            assertThat(wire.head().toLowerCase(Locale.ROOT)).doesNotContain("content-length", "content-encoding");
            String beginning = new String(wire.read(30 << 20), StandardCharsets.UTF_8);
            assertThat(beginning).contains("\"status_code\": 20000");
            int found = beginning.split("\"domain_from\":", -1).length - 1;
            assertThat(found).isBetween(rows > 1 ? 5_000 : 0, rows > 1 ? 20_000 : 0);
            assertThat(simulator.inFlight()).isEqualTo(1);
        }
        Await.until(() -> simulator.inFlight() == 0);
    }

    @Test
    void anEndlessBodyRepeatsWholeRows() throws IOException {
        simulator.fail(FaultPlan.of(Fault.ENDLESS_BODY));
        try (Wire wire = new Wire(simulator, "[" + TASK.replace("100", "3") + "]")) {
            wire.head();
            String bytes = new String(wire.read(200_000), StandardCharsets.UTF_8)
                    .replaceAll("\r\n[0-9a-f]+\r\n", "")
                    .replaceFirst("^[0-9a-f]+\r\n", "");
            int end = bytes.lastIndexOf(",\n" + " ".repeat(24) + "{");
            String closed = bytes.substring(0, end) + "]}]}]}";
            Object read = JsonReader.read(closed.getBytes(StandardCharsets.UTF_8));
            assertThat(Api.map(read)).containsKey("tasks");
        }
    }

    private static long contentLength(String head) {
        String name = "content-length: ";
        int at = head.toLowerCase(Locale.ROOT).indexOf(name) + name.length();
        return Long.parseLong(head.substring(at, head.indexOf('\r', at)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Accept-Encoding: gzip"})
    void aContentLengthMayBeTooLong(String header) throws IOException {
        simulator.fail(FaultPlan.of(Fault.CONTENT_LENGTH_TOO_LONG));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]", header.isEmpty() ? "X-None: 1" : header)) {
            long said = contentLength(wire.head());
            byte[] body = wire.readToTheEnd();
            assertThat(body.length).isEqualTo((int) said - 1_000);
            if (header.isEmpty()) {
                assertThat(JsonReader.read(body)).isNotNull();
            }
        }
        assertThatThrownBy(() -> api.ask(TASK)).hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aContentLengthMayBeTooShort() throws IOException {
        simulator.fail(FaultPlan.of(Fault.CONTENT_LENGTH_TOO_SHORT).at(0.25).onRequest(1));
        try (Wire wire = new Wire(simulator, "[" + TASK + "]")) {
            long said = contentLength(wire.head());
            byte[] page = page().getBytes(StandardCharsets.UTF_8);
            byte[] body = wire.read(page.length);
            assertThat(said).isBetween(body.length / 4 - 1L, body.length / 4 + 1L);
            assertThat(JsonReader.read(body)).isNotNull();
        }
    }

    @Test
    void aDripMayBeAByteAtATime() {
        simulator.fail(
                FaultPlan.of(Fault.SLOW_DRIP).size(1).pause(Duration.ZERO).times(1));
        String task = TASK.replace("100", "2");
        Reply reply = api.ask(task);
        assertThat(reply.items()).isEqualTo(api.ask(task).items()).hasSize(2);
    }

    @Test
    void textMayNotBeUtf8() throws IOException {
        simulator.fail(FaultPlan.of(Fault.INVALID_UTF8));
        byte[] body = api.send(api.request("[" + TASK + "]")).body();
        assertThat(new String(body, StandardCharsets.ISO_8859_1)).contains("\"url_from\": \"\u00c3(http");
        assertThatThrownBy(() -> JsonReader.read(body)).isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @CsvSource({"NAN,NaN", "INFINITY,Infinity"})
    void aNumberMayBeNone(Fault fault, String word) {
        Reply reply = hostile(FaultPlan.of(fault));
        assertThat(reply.text).containsOnlyOnce("\"rank\": " + word + ",\n");
        assertThatThrownBy(reply::envelope).isInstanceOf(JacksonException.class);
        String mended = reply.text.replace(": " + word + ",", ": 1,");
        assertThat(JsonReader.read(mended.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }

    @Test
    void aRowMayHaveAKeyTwice() {
        assertAdded(FaultPlan.of(Fault.DUPLICATE_ROW_KEY), "\"rank\":0,");
    }

    @Test
    void theEnvelopeMayHaveAKeyTwice() {
        Reply reply = hostile(FaultPlan.of(Fault.DUPLICATE_ENVELOPE_KEY));
        assertThat(reply.text).containsOnlyOnce("\"status_code\":50000,\"status_code\": 20000,");
        assertThat(reply.envelopeCode()).isEqualTo(20000);
        assertThat(reply.items()).hasSize(100);
    }

    @Test
    void aTextMayBeLong() {
        assertAdded(FaultPlan.of(Fault.LONG_STRING), "x".repeat(32 << 20));
    }

    @Test
    void aNumberMayBeLong() {
        assertAdded(FaultPlan.of(Fault.LONG_NUMBER), "9".repeat(100_000));
    }

    @Test
    void aNameMayBeLong() {
        assertAdded(FaultPlan.of(Fault.LONG_NAME), "\"" + "n".repeat(1_000_000) + "\":null,");
    }

    @Test
    void arraysMayBeDeep() {
        assertAdded(FaultPlan.of(Fault.DEEP_NESTING), "\"nested\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",");
    }

    @Test
    void aSizeCanBeSaid() {
        assertAdded(FaultPlan.of(Fault.LONG_STRING).size(5), "xxxxx");
    }

    @Test
    void anAnswerMayBeAnotherTargets() {
        Reply reply = hostile(FaultPlan.of(Fault.OTHER_TARGET));
        assertThat(reply.result()).containsEntry("target", "elsewhere.example").containsEntry("items_count", 100L);
        assertThat(Api.map(reply.task().get("data"))).containsEntry("target", "elsewhere.example");
        assertThat(reply.items())
                .hasSize(100)
                .allMatch(row -> row.get("domain_to").toString().endsWith("elsewhere.example"));
        Reply next = api.ask(TASK.replace("}", ",\"search_after_token\":\"" + reply.token() + "\"}"));
        assertThat(next.result()).containsEntry("target", "example.com").containsEntry("items_count", 100L);
    }

    @Test
    void tokensMayAllBeRefused() {
        simulator.fail(FaultPlan.code(40501).onlyWithToken());
        Reply first = api.ask(TASK);
        assertThat(first.code()).isEqualTo(20000);
        String second = TASK.replace("}", ",\"search_after_token\":\"" + first.token() + "\"}");
        assertThat(api.ask(second).code()).isEqualTo(40501);
        assertThat(api.ask(second).code()).isEqualTo(40501);
        assertThat(api.ask(TASK).code()).isEqualTo(20000);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ANY,
            names = {"LONG_.*", "DEEP_NESTING", "NAN", "INFINITY", "INVALID_UTF8", "DUPLICATE_ROW_KEY"})
    void aPageWithoutRowsIsNotSpoiled(Fault fault) {
        String task = TASK.replace("}", ",\"offset\":5000}");
        simulator.fail(FaultPlan.of(fault));
        String spoiled = api.ask(task).text;
        simulator.clearFaults();
        assertThat(spoiled.length()).isEqualTo(api.ask(task).text.length());
    }
}
