package io.backflux.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.wire.UnreadableAnswer.Reason;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole answers that are JSON (y), are none (n), or may be taken either way (i), however their bytes come. */
class AnswerCaseTests {

    private static final PageFormat FORMAT = new PageFormat(JsonCase.LIMITS);
    private static final String WHOLE = around("{\"rank\":1},{\"rank\":2}");

    /**
     * @param rows how many of them are given, before what is wrong or in all
     * @param refusal why it is refused; null where it is read
     */
    record AnswerCase(
            String name, String text, int rows, @Nullable Reason refusal) {

        byte[] answer() {
            return Answers.utf8(text);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String around(String rows) {
        return "{\"tasks\":[{\"result\":[{\"total_count\":2,\"items\":[" + rows + "],\"items_count\":2}]}],\"cost\":1}";
    }

    private static AnswerCase read(String name, String answer, int rows) {
        return new AnswerCase(name, answer, rows, null);
    }

    private static AnswerCase malformed(String name, String answer, int rows) {
        return new AnswerCase(name, answer, rows, Reason.MALFORMED);
    }

    private static AnswerCase unexpected(String name, String answer, int rows) {
        return new AnswerCase(name, answer, rows, Reason.UNEXPECTED);
    }

    private static AnswerCase tooLarge(String name, String answer, int rows) {
        return new AnswerCase(name, answer, rows, Reason.TOO_LARGE);
    }

    static Stream<AnswerCase> answers() {
        return Stream.of(surroundings(), rows(), twice(), large()).flatMap(cases -> cases);
    }

    private static Stream<AnswerCase> surroundings() {
        return Stream.of(
                read("y_as_it_should_be", WHOLE, 2),
                read("y_blanks_around", " \n" + WHOLE + "\r\n\t ", 2),
                read("i_mark_before", "\uFEFF" + WHOLE, 2),
                read("i_mark_and_blank_before", "\uFEFF " + WHOLE, 2),
                malformed("n_mark_twice", "\uFEFF\uFEFF" + WHOLE, 0),
                malformed("n_mark_behind_blank", " \uFEFF" + WHOLE, 0),
                malformed("n_mark_behind", WHOLE + "\uFEFF", 2),
                malformed("n_nothing", "", 0),
                malformed("n_blanks", " \r\n\t", 0),
                malformed("n_mark_alone", "\uFEFF", 0),
                malformed("n_nul_before", "\0" + WHOLE, 0),
                malformed("n_nul_behind", WHOLE + "\0", 2),
                unexpected("i_two_documents", WHOLE + WHOLE, 2),
                unexpected("i_two_documents_on_lines", WHOLE + "\n" + WHOLE, 2),
                malformed("n_comma_behind", WHOLE + ",", 2),
                malformed("n_brace_behind", WHOLE + "}", 2),
                malformed("n_word_behind", WHOLE + "ok", 2),
                malformed("n_comment_behind", WHOLE + "//", 2),
                malformed("n_comment_before", "/**/" + WHOLE, 0),
                malformed("n_brace_before", "{" + WHOLE, 0),
                unexpected("i_in_an_array", "[" + WHOLE + "]", 0),
                malformed("n_html", "<html>{}</html>", 0),
                malformed("n_guard_against_scripts", ")]}',\n" + WHOLE, 0),
                malformed("n_call", "callback(" + WHOLE + ")", 0),
                malformed("n_last_brace_missing", WHOLE.substring(0, WHOLE.length() - 1), 2));
    }

    private static Stream<AnswerCase> rows() {
        return Stream.of(
                read("y_no_row", around(""), 0),
                read("y_no_row_but_blanks", around(" \n "), 0),
                read("y_one_row", around("{}"), 1),
                read("y_blanks_between", around(" {} ,\n{}\t, {} "), 3),
                malformed("n_comma_last", around("{},{},"), 2),
                malformed("n_comma_first", around(",{}"), 0),
                malformed("n_comma_alone", around(","), 0),
                malformed("n_comma_twice", around("{},,{}"), 1),
                malformed("n_comma_missing", around("{}{}"), 1),
                malformed("n_comma_missing_between_lines", around("{}\n{}"), 1),
                malformed("n_colon_between", around("{}:{}"), 1),
                malformed("n_semicolon_between", around("{};{}"), 1),
                malformed("n_row_closed_twice", around("{\"rank\":1}},{}"), 1),
                malformed("n_row_closed_as_array", around("{\"rank\":1],{}"), 0),
                malformed("n_row_open", around("{},{\"rank\":2"), 1),
                malformed("n_row_open_behind_comma", around("{},{\"rank\":2,"), 1),
                malformed("n_rows_closed_twice", around("{},{}]"), 2),
                malformed("n_rows_closed_as_object", around("{},{}}"), 2),
                malformed("n_rows_open", "{\"tasks\":[{\"result\":[{\"items\":[{},{}", 2),
                malformed("n_rows_open_behind_comma", "{\"tasks\":[{\"result\":[{\"items\":[{},{},", 2),
                malformed("n_rows_open_at_once", "{\"tasks\":[{\"result\":[{\"items\":[", 0),
                malformed("n_text_open_in_row", around("{\"rank\":1},{\"anchor\":\"a},{\"rank\":3}"), 1),
                malformed("n_comment_between", around("{},/**/{}"), 1),
                malformed("n_nul_between", around("{}\0,{}"), 1),
                malformed("n_nul_behind_comma", around("{},\0{}"), 1),
                malformed("n_row_of_word", around("{},word"), 1),
                read("i_row_of_null", around("{},null"), 1),
                read("i_rows_of_null", around("null , null\n"), 0),
                read("i_null_between_rows", around("null,{\"rank\":1},null,{\"rank\":2} , null,{}"), 3),
                malformed("n_null_cut", around("{},nul"), 1),
                malformed("n_null_open", "{\"tasks\":[{\"result\":[{\"items\":[{},nu", 1),
                malformed("n_null_with_more", around("{},nullx"), 1),
                malformed("n_null_in_capitals", around("{},Null"), 1),
                malformed("n_comma_missing_behind_null", around("null {}"), 0),
                malformed("n_comma_last_behind_null", around("{},null,"), 1),
                read("i_result_of_null", "{\"tasks\":[{\"result\":[null]}]}", 0),
                read("i_nulls_beside_the_result", "{\"tasks\":[{\"result\":[null,{\"items\":[{}]},null]}]}", 1),
                unexpected("i_task_of_null", "{\"tasks\":[null]}", 0),
                unexpected("i_items_of_an_object", "{\"tasks\":[{\"result\":[{\"items\":{}}]}]}", 0),
                unexpected("i_row_of_array", around("{},[]"), 1),
                unexpected("i_row_of_number", around("{},-1"), 1),
                unexpected("i_row_of_text", around("{},\"{}\""), 1));
    }

    private static Stream<AnswerCase> twice() {
        return Stream.of(
                read("i_code_twice", "{\"status_code\":1,\"status_code\":2,\"tasks\":[]}", 0),
                read("i_count_twice", WHOLE.replace("\"items_count\":2", "\"items_count\":2,\"items_count\":3"), 2),
                unexpected("i_items_twice", WHOLE.replace("\"items_count\":2", "\"items\":[{}]"), 2),
                unexpected(
                        "i_result_twice", WHOLE.replace("}],\"cost\"", ",\"result\":[{\"items\":[{}]}]}],\"cost\""), 2),
                unexpected("i_tasks_twice", WHOLE.replace("\"cost\":1", "\"tasks\":[{}]"), 2),
                unexpected("i_two_tasks", WHOLE.replace("}],\"cost\"", "},{}],\"cost\""), 2),
                unexpected("i_two_results_without_items", "{\"tasks\":[{\"result\":[{},{}]}]}", 0),
                unexpected(
                        "i_a_result_before_the_one_with_items", "{\"tasks\":[{\"result\":[{},{\"items\":[{}]}]}]}", 0),
                unexpected(
                        "i_a_result_without_items_behind",
                        WHOLE.replace("}]}],\"cost\"", "},{\"total_count\":9}]}],\"cost\""),
                        2),
                unexpected(
                        "i_result_twice_without_items",
                        WHOLE.replace("}],\"cost\"", ",\"result\":[{\"total_count\":9}]}],\"cost\""),
                        2),
                unexpected("i_two_results", WHOLE.replace("}]}],\"cost\"", "},{\"items\":[{}]}]}],\"cost\""), 2));
    }

    private static Stream<AnswerCase> large() {
        int most = JsonCase.LIMITS.maxRowBytes();
        int head = around("").indexOf("[]") + 1;
        int tail = around("").length() - head;
        int deepest = JsonCase.LIMITS.maxDepth() - 7;
        return Stream.of(
                read("y_deepest_value", around("{\"x\":" + nested(deepest) + "}"), 1),
                tooLarge("i_deeper_value", around("{},{\"x\":" + nested(deepest + 1) + "}"), 1),
                read("y_deepest_known_value", around("{\"attributes\":" + nested(deepest) + "}"), 1),
                tooLarge("i_deeper_known_value", around("{},{\"attributes\":" + nested(deepest + 1) + "}"), 1),
                read("y_longest_row", around("{},{" + " ".repeat(most - 2) + "},{}"), 3),
                tooLarge("i_longer_row", around("{},{" + " ".repeat(most - 1) + "},{}"), 1),
                tooLarge("i_longer_row_open", around("{},{" + " ".repeat(most - 1)), 1),
                read("y_longest_head", " ".repeat(most - head) + around("{}"), 1),
                tooLarge("i_longer_head", " ".repeat(most - head + 1) + around("{}"), 0),
                tooLarge("i_longer_answer_without_rows", "{" + " ".repeat(most - 1) + "}", 0),
                read("y_longest_tail", around("{},{}") + " ".repeat(most - tail), 2),
                tooLarge("i_longer_tail", around("{},{}") + " ".repeat(most - tail + 1), 2));
    }

    private static String nested(int arrays) {
        return "[".repeat(arrays) + "]".repeat(arrays);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isReadOrRefused(AnswerCase json) {
        Reading whole = Reading.of(FORMAT.newReader(), json.answer());

        assertThat(whole.refusal()).as(whole.words()).isEqualTo(json.refusal());
        assertThat(whole.rows()).hasSize(json.rows());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void isTheSameSplitAnywhere(AnswerCase json) {
        byte[] answer = json.answer();
        Reading whole = Reading.of(FORMAT.newReader(), answer);

        for (int cut = 0; cut <= answer.length; cut++) {
            assertThat(Reading.of(FORMAT.newReader(), answer, cut))
                    .as("split at byte %d", cut)
                    .isEqualTo(whole);
        }
        assertThat(Reading.of(
                        FORMAT.newReader(),
                        answer,
                        IntStream.range(0, answer.length).toArray()))
                .as("byte by byte")
                .isEqualTo(whole);
    }
}
