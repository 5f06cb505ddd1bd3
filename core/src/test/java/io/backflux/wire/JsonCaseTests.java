package io.backflux.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is JSON is read, what is none is refused, wherever in an answer it stands and however its bytes come. */
class JsonCaseTests {

    private static final PageFormat FORMAT = new PageFormat(JsonCase.LIMITS);
    private static final Backlink FIRST = Backlink.fromJson("{\"rank\":1}");

    /** One field of each kind, unknown ones, and places inside of values. */
    private static final List<String> FIELDS = List.of(
            "\"anchor\":?",
            "\"tld_from\":?",
            "\"dofollow\":?",
            "\"rank\":?",
            "\"links_count\":?",
            "\"first_seen\":?",
            "\"attributes\":?",
            "\"ranked_keywords_info\":?",
            "\"indirect_link_path\":?",
            "\"new_field\":?",
            "\"new_field\":{\"a\":[0,?]}",
            "\"attributes\":[\"a\",?]",
            "\"ranked_keywords_info\":{\"page_from_keywords_count_top_3\":?}",
            "\"indirect_link_path\":[{\"type\":\"redirect\",\"status_code\":?}]",
            "\"indirect_link_path\":[{\"url\":?}]");

    /** Three rows, of which the second is to be filled in. */
    private static final String ROWS = "{\"status_code\":20000,\"tasks\":[{\"result\":[{\"items\":["
            + "{\"rank\":1},%s,{\"rank\":3}],\"items_count\":3}]}]}";

    private static final String WORDS = "\"status_message\":?";

    private static final List<String> AROUND = List.of(WORDS, "\"version\":?", "\"data\":{\"a\":?}", "\"cost\":?");

    /** Texts that are not looked at where nobody wants them. */
    private static final Set<String> PASSED_OVER = Set.of("i_text_too_long");

    static List<JsonCase> cases() {
        return JsonCase.all().toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asTheValueOfAField(JsonCase json) {
        for (String field : FIELDS) {
            String row = "{" + field + ",\"type\":\"t\"}";

            Reading reading = readInEachWay(ROWS.formatted(row), json);

            if (json.refusal() == null) {
                assertAllCame(field, reading, json.in(row));
            } else {
                assertThat(reading.refusal()).as(field).isEqualTo(json.refusal());
                assertThat(reading.path()).as(field).startsWith("$.tasks[0].result[0].items[1]");
                assertThat(reading.rows()).as(field).containsExactly(FIRST);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asARow(JsonCase json) {
        Reading reading = readInEachWay(ROWS.formatted("?"), json);

        if (json.isObject() && json.refusal() == null) {
            assertAllCame("row", reading, json.in("?"));
        } else if (json.name().equals("y_null")) {
            assertThat(reading.refusal()).isNull();
            assertThat(reading.rows()).hasSize(2).startsWith(FIRST);
        } else {
            assertThat(reading.refusal()).isIn(json.isObject() ? json.refusal() : Reason.UNEXPECTED, json.refusal());
            assertThat(reading.path()).startsWith("$.tasks[0].result[0].items[1]");
            assertThat(reading.rows()).containsExactly(FIRST);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void asTheAnswer(JsonCase json) {
        Reading reading = readInEachWay("?", json);

        assertThat(reading.refusal()).isIn(json.isObject() ? json.refusal() : Reason.UNEXPECTED, json.refusal());
        assertThat(reading.rows()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void beforeTheRows(JsonCase json) {
        for (String field : AROUND) {
            Reading reading =
                    readInEachWay("{" + field + ",\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1}]}]}]}", json);

            assertThat(reading.refusal()).as(field).isEqualTo(refusal(json, field));
            assertThat(reading.rows()).as(field).hasSize(reading.refusal() == null ? 1 : 0);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void behindTheRows(JsonCase json) {
        for (String field : AROUND) {
            Reading reading =
                    readInEachWay("{\"tasks\":[{\"result\":[{\"items\":[{\"rank\":1}]}]}]," + field + "}", json);

            assertThat(reading.refusal()).as(field).isEqualTo(refusal(json, field));
            assertThat(reading.rows()).as(field).containsExactly(FIRST);
        }
    }

    private static @Nullable Reason refusal(JsonCase json, String field) {
        return PASSED_OVER.contains(json.name()) && !field.equals(WORDS) ? null : json.refusal();
    }

    /** Written and read once more it is the same row, and the same JSON as came. */
    private static void assertAllCame(String where, Reading reading, byte[] second) {
        assertThat(reading.words()).as(where).isEmpty();
        assertThat(reading.rows()).as(where).hasSize(3).startsWith(FIRST);
        Backlink row = reading.rows().get(1);
        assertThat(ExactJson.of(row.toExactJson())).as(where).isEqualTo(ExactJson.of(second));
        assertThat(Backlink.fromJson(row.toExactJson())).as(where).isEqualTo(row);
    }

    /** Whole, in two at each byte of the case, and these byte by byte: it must come to the same. */
    private static Reading readInEachWay(String template, JsonCase json) {
        byte[] answer = json.in(template);
        int begin = template.indexOf('?');
        int[] cuts = IntStream.rangeClosed(begin - 1, begin + json.bytes().length() + 2)
                .filter(cut -> cut >= 0 && cut <= answer.length)
                .toArray();
        Reading whole = Reading.of(FORMAT.newReader(), answer);
        for (int cut : cuts) {
            assertSame(whole, answer, cut);
        }
        assertSame(whole, answer, cuts);
        if (whole.refusal() != null) {
            assertThat(whole.at()).as(template).isBetween(begin - 1L, (long) answer.length);
        }
        return whole;
    }

    private static void assertSame(Reading whole, byte[] answer, int... ends) {
        Reading split = Reading.of(FORMAT.newReader(), answer, ends);
        if (!split.equals(whole)) {
            String cuts = ends.length == 1 ? "at byte " + ends[0] : "at each byte";
            assertThat(split)
                    .as("split %s of %s", cuts, new String(answer, ISO_8859_1))
                    .isEqualTo(whole);
        }
    }
}
