package io.backflux.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that aren't UTF-8 are refused wherever they stand, and the first of them is named. */
class Utf8Tests {

    private static final PageFormat FORMAT = new PageFormat(ParseLimits.DEFAULT);
    private static final String BAD = "@@";

    /** Where text may stand, with a mark in its place. */
    private static final Map<String, String> PLACES = Map.ofEntries(
            Map.entry("value of a text", row("\"anchor\":\"a@@b\"")),
            Map.entry("value that is likely repeated", row("\"domain_to\":\"a@@b\"")),
            Map.entry("value out of a small set", row("\"item_type\":\"a@@b\"")),
            Map.entry("time", row("\"first_seen\":\"2023@@-02-10 16:15:27 +00:00\"")),
            Map.entry("text among texts", row("\"attributes\":[\"a\",\"b@@\"]")),
            Map.entry(
                    "text in an object",
                    row("\"indirect_link_path\":[{\"type\":\"a\",\"status_code\":1,\"url\":\"@@\"}]")),
            Map.entry("value of another type", row("\"rank\":\"@@\"")),
            Map.entry("value of another type in an object", row("\"ranked_keywords_info\":{\"a\":[\"@@\"]}")),
            Map.entry("unknown field", row("\"new\":\"a@@b\"")),
            Map.entry("within an unknown field", row("\"new\":{\"a\":[{\"b\":\"@@\"}]}")),
            Map.entry("name of an unknown field", row("\"n@@w\":1")),
            Map.entry("name within an unknown field", row("\"new\":{\"n@@w\":1}")),
            Map.entry("behind a number", row("\"rank\":1@@")),
            Map.entry("behind a word", row("\"dofollow\":true@@")),
            Map.entry("between rows", row("\"rank\":1").replace("},{", "},@@{")),
            Map.entry("unread text before the rows", row("\"rank\":1").replace("\"Ok.\"", "\"O@@k.\"")),
            Map.entry("unread object before the rows", row("\"rank\":1").replace("\"tag\"", "\"t@@g\"")),
            Map.entry("unread text behind the rows", row("\"rank\":1").replace("\"late\"", "\"l@@te\"")),
            Map.entry("token", row("\"rank\":1").replace("\"token\"", "\"t@@k\"")),
            Map.entry("name behind the rows", row("\"rank\":1").replace("\"more\"", "\"m@@re\"")),
            Map.entry("before the answer", "@@" + row("\"rank\":1")),
            Map.entry("behind the answer", row("\"rank\":1") + "\n@@"),
            Map.entry("behind white space", row("\"rank\":1").replace("\"tasks\":", "\"tasks\": @@")));

    private static String row(String fields) {
        return "{\"version\":\"Ok.\",\"status_code\":20000,\"tasks\":[{\"id\":\"1\",\"data\":{\"tag\":1},\"result\":["
                + "{\"total_count\":2,\"items\":[{\"rank\":0},{" + fields + "}],\"search_after_token\":\"token\","
                + "\"more\":\"late\"}]}]}";
    }

    static Stream<Arguments> badBytes() {
        return Stream.of(
                        "80",
                        "BF",
                        "C0AF",
                        "C1BF",
                        "E080AF",
                        "E09FBF",
                        "EDA080",
                        "EDBFBF",
                        "F08080AF",
                        "F08FBFBF",
                        "F4908080",
                        "F5808080",
                        "F8888080",
                        "FE",
                        "FF",
                        "C3",
                        "C3C3A9",
                        "E282",
                        "E28228",
                        "E2C3A9",
                        "F09F98",
                        "F09F9828",
                        "F0289FA9")
                .flatMap(hex -> PLACES.keySet().stream().sorted().map(place -> Arguments.of(hex, place)));
    }

    @ParameterizedTest
    @MethodSource("badBytes")
    void whatIsNotUtf8IsRefusedWhereverItStands(String hex, String place) {
        byte[] answer = answer(PLACES.getOrDefault(place, ""), HexFormat.of().parseHex(hex));
        int bad = firstBad(answer);

        Reading whole = Reading.of(FORMAT.newReader(), answer);

        assertThat(whole.refusal()).isEqualTo(Reason.MALFORMED);
        assertThat(whole.at()).isEqualTo(bad);
        assertThat(whole.words()).isEqualTo("not JSON: it is not UTF-8");
        int[] everywhere = IntStream.range(1, answer.length).toArray();
        assertThat(Reading.of(FORMAT.newReader(), answer, everywhere)).isEqualTo(whole);
        for (int cut = Math.max(1, bad - 3); cut < Math.min(answer.length, bad + 5); cut++) {
            assertThat(Reading.of(FORMAT.newReader(), answer, cut))
                    .as("cut at %d", cut)
                    .isEqualTo(whole);
        }
    }

    @Test
    void rowsBeforeABadByteAreRead() {
        byte[] answer = answer(row("\"anchor\":\"@@\""), new byte[] {(byte) 0xC0, (byte) 0xAF});

        Reading reading = Reading.of(FORMAT.newReader(), answer);

        assertThat(reading.rows()).hasSize(1);
        assertThat(reading.path()).isEqualTo("$.tasks[0].result[0].items[1].anchor");
        assertThat(reading.envelope().totalCount()).isEqualTo(2);
    }

    @Test
    void whatIsWrongBeforeABadByteIsNamedInstead() {
        byte[] answer = answer(row("\"rank\":x,\"anchor\":\"@@\""), new byte[] {(byte) 0xFF});

        Reading reading = Reading.of(FORMAT.newReader(), answer);

        assertThat(reading.at()).isLessThan(firstBad(answer));
        assertThat(reading.path()).isEqualTo("$.tasks[0].result[0].items[1].rank");
    }

    @Test
    void anAnswerThatEndsWithinACharacterIsCut() {
        byte[] answer = row("\"anchor\":\"\uD83D\uDE00\"").getBytes(UTF_8);
        int within = firstBad(answer(row("\"anchor\":\"@@\""), new byte[] {(byte) 0xFF})) + 2;

        Reading reading = Reading.of(FORMAT.newReader(), java.util.Arrays.copyOf(answer, within));

        assertThat(reading.refusal()).isEqualTo(Reason.MALFORMED);
        assertThat(reading.words()).isEqualTo(UnreadableAnswer.CUT);
    }

    @Test
    void eachCharacterIsText() {
        StringBuilder all = new StringBuilder();
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                .forEach(all::appendCodePoint);
        byte[] bytes = all.toString().getBytes(UTF_8);

        assertThat(Utf8.firstOdd(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void anyBytesAreJudgedAsTheJdksDecoderDoes() {
        long seed = System.nanoTime();
        Random chance = new Random(seed);
        int[] likely = {
            0x20, 0x41, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF4, 0xF5
        };
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[chance.nextInt(70)];
            int odd = chance.nextInt(bytes.length + 1);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i < odd ? 'a' : likely[chance.nextInt(likely.length)]);
            }
            assertThat(Utf8.firstOdd(bytes, 0, bytes.length))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(firstBad(bytes));
        }
    }

    private static byte[] answer(String text, byte[] bad) {
        return text.replace(BAD, new String(bad, ISO_8859_1)).getBytes(ISO_8859_1);
    }

    /** The first byte that the JDK's own decoder does not take; the length where there is none. */
    private static int firstBad(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = UTF_8.newDecoder().decode(in, CharBuffer.allocate(bytes.length), true);
        return result.isError() ? in.position() : bytes.length;
    }
}
