package io.backflux.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.backflux.ParseLimits;
import io.backflux.wire.UnreadableAnswer.Reason;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are a JSON value (y), are none (n), or may be taken either way (i).
 *
 * @param bytes a character for each
 * @param refusal why they are refused as a value; null where they are read
 */
record JsonCase(String name, String bytes, @Nullable Reason refusal) {

    /** Small ones, so that the texts that go over them are short. */
    static final ParseLimits LIMITS = new ParseLimits(100_000, 500, 24, 40, 200, 30);

    @Override
    public String toString() {
        return name;
    }

    boolean isObject() {
        return bytes.stripLeading().startsWith("{");
    }

    /** This in place of a question mark. */
    byte[] in(String template) {
        return template.replace("?", bytes).getBytes(ISO_8859_1);
    }

    private static JsonCase y(String name, String text) {
        return new JsonCase("y_" + name, bytesOf(text), null);
    }

    private static JsonCase n(String name, String text) {
        return new JsonCase("n_" + name, bytesOf(text), Reason.MALFORMED);
    }

    private static JsonCase nOfBytes(String name, String bytes) {
        return new JsonCase("n_" + name, bytes, Reason.MALFORMED);
    }

    private static JsonCase i(String name, String text, @Nullable Reason refusal) {
        return new JsonCase("i_" + name, bytesOf(text), refusal);
    }

    private static String bytesOf(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    static Stream<JsonCase> all() {
        return Stream.of(literalsAndBlanks(), numbers(), texts(), encodings(), arrays(), objects(), sizes())
                .flatMap(cases -> cases);
    }

    private static Stream<JsonCase> literalsAndBlanks() {
        return Stream.of(
                y("null", "null"),
                y("true", "true"),
                y("false", "false"),
                y("blanks_around", " \t\r\n 1 \n"),
                n("nothing", ""),
                n("blanks_alone", " \n\t"),
                n("comma_alone", ","),
                n("colon_alone", ":"),
                n("literal_cut", "nul"),
                n("literal_too_long", "nulll"),
                n("literal_capitalised", "True"),
                n("literal_in_capitals", "NULL"),
                n("undefined", "undefined"),
                n("word", "word"),
                n("two_literals", "true false"),
                n("html", "<br>"),
                n("parentheses", "(1)"),
                n("backslash", "\\1"),
                n("comment_in_c_before", "/* one */1"),
                n("comment_in_c_behind", "1/* one */"),
                n("comment_to_the_end_of_line", "// one\n1"),
                n("comment_with_hash", "# one\n1"),
                n("form_feed_as_blank", "\f1"),
                n("vertical_tab_as_blank", "\u000B1"),
                n("no_break_space_as_blank", "\u00A01"),
                n("word_joiner_as_blank", "\u20601"),
                n("byte_order_mark_inside", "\uFEFF1"),
                n("nul", "\0"),
                n("nul_before", "\0001"),
                n("nul_behind", "1\0"));
    }

    private static Stream<JsonCase> numbers() {
        return Stream.of(
                y("number_zero", "0"),
                y("number_minus_zero", "-0"),
                y("number_minus_zero_with_fraction", "-0.0"),
                y("number_integer", "123"),
                y("number_negative", "-1"),
                y("number_fraction", "1.50"),
                y("number_integer_as_fraction", "12.0"),
                y("number_exponent", "1e2"),
                y("number_exponent_in_capitals", "1E2"),
                y("number_exponent_with_plus", "1e+2"),
                y("number_exponent_with_minus", "15E-1"),
                y("number_exponent_with_zeros", "1e002"),
                y("number_zero_with_exponent", "0e0"),
                y("number_smallest_long", "-9223372036854775808"),
                y("number_above_int", "3000000000"),
                y("number_above_long", "12345678901234567890"),
                n("number_with_plus", "+1"),
                n("number_zero_before", "01"),
                n("number_zero_before_negative", "-01"),
                n("number_minus_alone", "-"),
                n("number_minus_twice", "--1"),
                n("number_minus_behind_blank", "- 1"),
                n("number_point_at_end", "1."),
                n("number_point_first", ".5"),
                n("number_point_before_exponent", "1.e1"),
                n("number_two_points", "1.2.3"),
                n("number_exponent_empty", "1e"),
                n("number_exponent_of_sign", "1e+"),
                n("number_exponent_twice", "1e2e3"),
                n("number_exponent_with_fraction", "1e2.5"),
                n("number_hexadecimal", "0x1F"),
                n("number_underscore", "1_000"),
                n("number_suffix", "1L"),
                n("number_sum", "1+2"),
                n("number_and_literal", "1true"),
                n("two_numbers", "1 2"),
                n("number_in_arabic_digits", "\u0661"),
                n("number_in_wide_digits", "\uFF11"),
                n("number_nan", "NaN"),
                n("number_infinity", "Infinity"),
                n("number_plus_infinity", "+Infinity"),
                n("number_minus_infinity", "-Infinity"),
                n("number_minus_inf", "-INF"),
                i("number_over_double", "1e400", null),
                i("number_under_double", "-1e-400", null),
                i("number_exponent_of_nine_digits", "1e999999999", null),
                i("number_exponent_of_eleven_digits", "1e99999999999", null),
                i("number_exponent_of_minus_eleven_digits", "1e-99999999999", null));
    }

    private static Stream<JsonCase> texts() {
        return Stream.of(
                y("text_empty", "\"\""),
                y("text", "\"text\""),
                y("text_escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
                y("text_escape_of_letter", "\"\\u0041\\u00e9\\u00E9\""),
                y("text_escape_of_nul", "\"a\\u0000b\""),
                y("text_escape_of_pair", "\"\\uD83D\\ude00\""),
                y("text_of_two_three_and_four_bytes", "\"\u00E9\u65E5\uD83D\uDE00\""),
                y("text_with_delete", "\"a\u007Fb\""),
                y("text_with_line_separator", "\"a\u2028b\""),
                y("text_with_no_character", "\"\uFFFF\""),
                y("text_with_last_character", "\"\uDBFF\uDFFF\""),
                y("text_with_byte_order_mark", "\"\uFEFFa\""),
                y("text_of_marks", "\"}],{[:\""),
                y("text_like_the_end", "\"}]}]}]}\""),
                y("text_like_a_row", "\"},{\\\"rank\\\":9},{\""),
                y("text_ends_in_backslash", "\"a\\\\\""),
                y("text_like_a_time", "\"2023-02-10 16:15:27 +00:00\""),
                y("text_like_a_time_that_never_was", "\"2023-02-30 16:15:27 +00:00\""),
                n("text_open", "\"a"),
                n("text_quote_alone", "\""),
                n("text_in_single_quotes", "'a'"),
                n("text_in_typographic_quotes", "\u201Ca\u201D"),
                n("text_closed_by_an_escape", "\"\\\""),
                n("text_escape_unknown", "\"\\a\""),
                n("text_escape_in_hexadecimal", "\"\\x41\""),
                n("text_escape_in_capital", "\"\\U0041\""),
                n("text_escape_cut", "\"\\u00\""),
                n("text_escape_no_digit", "\"\\u00G0\""),
                n("text_escape_of_line_end", "\"a\\\nb\""),
                n("text_with_line_end", "\"a\nb\""),
                n("text_with_tab", "\"a\tb\""),
                n("text_with_nul", "\"a\0b\""),
                n("text_with_unit_separator", "\"a\u001Fb\""),
                n("text_followed_by_word", "\"a\"b"),
                n("two_texts", "\"a\" \"b\""),
                i("text_half_a_pair", "\"a\\uD83D\"", null),
                i("text_other_half_alone", "\"\\uDE00a\"", null),
                i("text_halves_reversed", "\"\\uDE00\\uD83D\"", null),
                i("text_half_and_letter", "\"\\uD83D\\u0041\"", null),
                i("text_two_first_halves", "\"\\uD83D\\uD83D\\uDE00\"", null));
    }

    private static Stream<JsonCase> encodings() {
        return Stream.of(
                nOfBytes("byte_ff", "\u00FF"),
                nOfBytes("byte_ff_in_text", "\"a\u00FFb\""),
                nOfBytes("byte_of_latin_1", "\"caf\u00E9\""),
                nOfBytes("continuation_alone", "\"a\u0080b\""),
                nOfBytes("two_bytes_cut", "\"a\u00C3\""),
                nOfBytes("three_bytes_cut", "\"a\u00E2\u0082\""),
                nOfBytes("four_bytes_cut", "\"a\u00F0\u009F\u0098\""),
                nOfBytes("three_bytes_with_letter", "\"a\u00E2\u0082x\""),
                nOfBytes("five_bytes", "\"a\u00F8\u0088\u0080\u0080\u0080\""),
                nOfBytes("six_bytes", "\"a\u00FC\u0084\u0080\u0080\u0080\u0080\""),
                nOfBytes("bad_byte_in_name", "{\"a\u00FF\":1}"),
                nOfBytes("cut_in_name", "{\"a\u00E2\u0082\":1}"),
                nOfBytes("utf_16_little_endian", "\"\u0000a\u0000\"\u0000"),
                nOfBytes("utf_16_with_mark", "\u00FF\u00FE1\u0000"),
                nOfBytes("slash_of_two_bytes", "\"\u00C0\u00AF\""),
                nOfBytes("nul_of_two_bytes", "\"\u00C0\u0080\""),
                nOfBytes("slash_of_three_bytes", "\"\u00E0\u0080\u00AF\""),
                nOfBytes("slash_of_four_bytes", "\"\u00F0\u0080\u0080\u00AF\""),
                nOfBytes("beyond_the_last_character", "\"\u00F4\u0090\u0080\u0080\""),
                nOfBytes("half_a_pair_as_bytes", "\"\u00ED\u00A0\u0080\""),
                nOfBytes("pair_as_bytes", "\"\u00ED\u00A0\u00BD\u00ED\u00B8\u0080\""),
                nOfBytes("half_a_pair_as_bytes_in_name", "{\"\u00ED\u00A0\u0080\":1}"));
    }

    private static Stream<JsonCase> arrays() {
        return Stream.of(
                y("array_empty", "[]"),
                y("array_of_blank", "[ \n]"),
                y("array_of_all", "[null,true,false,0,-1.5e1,\"a\",{},[]]"),
                y("array_of_texts", "[\"a\",\"\",\"a\"]"),
                y("array_of_blanks_between", "[ 1 , 2\n,\t3 ]"),
                y("array_in_array", "[[],[[1]]]"),
                y("array_of_objects", "[{\"a\":1},{\"rank\":2},{}]"),
                y(
                        "array_of_links",
                        "[{\"type\":\"redirect\",\"status_code\":302,\"url\":\"u\"},{\"type\":null,\"status_code\":302.0,\"url\":1}]"),
                y("array_of_links_twice", "[{\"type\":\"a\",\"type\":\"b\",\"url\":\"u\"}]"),
                n("array_open", "["),
                n("array_open_behind_value", "[1"),
                n("array_closed_as_object", "[}"),
                n("array_comma_last", "[1,]"),
                n("array_comma_first", "[,1]"),
                n("array_comma_alone", "[,]"),
                n("array_comma_twice", "[1,,2]"),
                n("array_without_comma", "[1 2]"),
                n("array_with_colon", "[1:2]"),
                n("array_with_semicolon", "[1;2]"),
                n("array_with_comment", "[1/**/]"));
    }

    private static Stream<JsonCase> objects() {
        return Stream.of(
                y("object_empty", "{}"),
                y("object_of_blank", "{ }"),
                y("object_nested", "{\"a\":{\"b\":[{\"c\":null}]}}"),
                y("object_blanks_between", "{ \"a\" :\n1 , \"b\"\t: 2 }"),
                y("object_name_empty", "{\"\":0}"),
                y("object_name_escaped", "{\"\\u0072ank\":5,\"a\\nb\":1,\"\\\"\":2}"),
                y("object_name_with_nul", "{\"a\\u0000b\":1}"),
                y("object_name_of_other_letters", "{\"\u00E9\u65E5\uD83D\uDE00\":1}"),
                y("object_name_twice", "{\"a\":1,\"a\":2}"),
                y("object_name_twice_with_one_value", "{\"a\":1,\"a\":1}"),
                y("object_known_name_twice", "{\"rank\":\"x\",\"rank\":2}"),
                y("object_known_name_twice_known_first", "{\"rank\":2,\"rank\":[]}"),
                y(
                        "object_of_keywords",
                        "{\"page_from_keywords_count_top_3\":1,\"page_from_keywords_count_top_10\":2,\"page_from_keywords_count_top_100\":3}"),
                y(
                        "object_of_keywords_twice",
                        "{\"page_from_keywords_count_top_3\":1,\"page_from_keywords_count_top_3\":2,\"page_from_keywords_count_top_100\":3}"),
                n("object_open", "{"),
                n("object_open_behind_value", "{\"a\":1"),
                n("object_open_behind_comma", "{\"a\":1,"),
                n("object_closed_as_array", "{]"),
                n("object_without_colon", "{\"a\" 1}"),
                n("object_without_value", "{\"a\":}"),
                n("object_without_name", "{:1}"),
                n("object_name_alone", "{\"a\"}"),
                n("object_colon_twice", "{\"a\"::1}"),
                n("object_comma_for_colon", "{\"a\",1}"),
                n("object_equals_for_colon", "{\"a\"=1}"),
                n("object_comma_last", "{\"a\":1,}"),
                n("object_comma_first", "{,\"a\":1}"),
                n("object_comma_twice", "{\"a\":1,,\"b\":2}"),
                n("object_without_comma", "{\"a\":1 \"b\":2}"),
                n("object_name_bare", "{a:1}"),
                n("object_name_in_single_quotes", "{'a':1}"),
                n("object_name_number", "{1:1}"),
                n("object_name_null", "{null:1}"),
                n("object_name_open", "{\"a:1}"),
                n("object_name_with_line_end", "{\"a\nb\":1}"),
                n("object_with_comment", "{/**/\"a\":1}"),
                i("object_name_half_a_pair", "{\"\\uD83D\":1}", Reason.MALFORMED));
    }

    private static Stream<JsonCase> sizes() {
        return Stream.of(
                y("longest_text", "\"" + "t".repeat(LIMITS.maxStringLength()) + "\""),
                y("longest_number", "1".repeat(LIMITS.maxNumberLength())),
                y("longest_name", "{\"" + "n".repeat(LIMITS.maxNameLength()) + "\":1}"),
                y("deep", "[".repeat(15) + "]".repeat(15)),
                y("deep_objects", "{\"a\":".repeat(15) + "1" + "}".repeat(15)),
                n("deep_and_open", "[".repeat(15)),
                n("deep_and_closed_wrong", "[".repeat(15) + "}".repeat(15)),
                i("text_too_long", "\"" + "t".repeat(LIMITS.maxStringLength() + 1) + "\"", Reason.TOO_LARGE),
                i("number_too_long", "1".repeat(LIMITS.maxNumberLength() + 1), Reason.TOO_LARGE),
                i("fraction_too_long", "0." + "1".repeat(LIMITS.maxNumberLength()), Reason.TOO_LARGE),
                i("name_too_long", "{\"" + "n".repeat(LIMITS.maxNameLength() + 1) + "\":1}", Reason.TOO_LARGE),
                i("too_deep", "[".repeat(25) + "]".repeat(25), Reason.TOO_LARGE),
                i("too_deep_objects", "{\"a\":".repeat(25) + "1" + "}".repeat(25), Reason.TOO_LARGE),
                i("too_deep_and_open", "[".repeat(25), Reason.TOO_LARGE));
    }
}
