package io.backflux;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldsTests {

    private static final Set<String> BOOLEANS = words(
            "url_from_https url_to_https is_new is_lost domain_from_is_ip dofollow original is_broken is_indirect_link");
    private static final Set<String> NUMBERS = words("backlink_spam_score rank page_from_rank domain_from_rank"
            + " page_from_external_links page_from_internal_links page_from_size page_from_status_code links_count"
            + " group_count url_to_status_code url_to_spam_score"
            + " ranked_keywords_info.page_from_keywords_count_top_3"
            + " ranked_keywords_info.page_from_keywords_count_top_10"
            + " ranked_keywords_info.page_from_keywords_count_top_100");
    private static final Set<String> TEXTS = words("type domain_from url_from domain_to url_to tld_from domain_from_ip"
            + " domain_from_country page_from_encoding page_from_language page_from_title item_type alt image_url anchor"
            + " text_pre text_post semantic_location url_to_redirect_target");
    private static final Set<String> TIMES = words("first_seen prev_seen last_seen");
    private static final Set<String> ARRAYS = words("domain_from_platform_type attributes");

    private static Set<String> words(String words) {
        return Set.of(words.split(" ", -1));
    }

    static Stream<Arguments> typedFields() {
        return Stream.of(
                Arguments.of(BooleanField.class, BOOLEANS),
                Arguments.of(NumberField.class, NUMBERS),
                Arguments.of(TextField.class, TEXTS),
                Arguments.of(TimeField.class, TIMES),
                Arguments.of(ArrayField.class, ARRAYS));
    }

    @ParameterizedTest
    @MethodSource("typedFields")
    void everyFieldOfTheDocumentHasItsType(Class<?> type, Set<String> names) {
        assertThat(constants().filter(type::isInstance).map(FilterField::name).collect(toSet()))
                .isEqualTo(names);
    }

    /** 47 item fields, less the object and the list of objects, plus the object's three. */
    @Test
    void noFieldStandsTwice() {
        assertThat(constants().map(FilterField::name)).hasSize(48).doesNotHaveDuplicates();
    }

    @Test
    void constantIsNamedAfterItsField() {
        assertThat(Arrays.stream(Fields.class.getFields()))
                .allSatisfy(constant -> assertThat(((FilterField) constant.get(null)).name())
                        .endsWith(constant.getName().toLowerCase(Locale.ROOT)));
    }

    private static Stream<FilterField> constants() {
        return Arrays.stream(Fields.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .map(FieldsTests::value);
    }

    private static FilterField value(Field constant) {
        try {
            return (FilterField) constant.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<Arguments> conditions() {
        Instant noon = Instant.parse("2023-02-10T12:00:00Z");
        return Stream.of(
                Arguments.of(Fields.DOFOLLOW.isTrue(), "[\"dofollow\",\"=\",true]"),
                Arguments.of(Fields.DOFOLLOW.isFalse(), "[\"dofollow\",\"=\",false]"),
                Arguments.of(Fields.DOFOLLOW.is(true), "[\"dofollow\",\"=\",true]"),
                Arguments.of(Fields.DOFOLLOW.isNot(true), "[\"dofollow\",\"<>\",true]"),
                Arguments.of(Fields.RANK.lessThan(80), "[\"rank\",\"<\",80]"),
                Arguments.of(Fields.RANK.atMost(80L), "[\"rank\",\"<=\",80]"),
                Arguments.of(Fields.RANK.greaterThan(80.5), "[\"rank\",\">\",80.5]"),
                Arguments.of(Fields.RANK.atLeast(new BigDecimal("8.10")), "[\"rank\",\">=\",8.10]"),
                Arguments.of(Fields.RANK.equalTo(80), "[\"rank\",\"=\",80]"),
                Arguments.of(Fields.RANK.notEqualTo(80), "[\"rank\",\"<>\",80]"),
                Arguments.of(Fields.RANK.in(1, 2L), "[\"rank\",\"in\",[1,2]]"),
                Arguments.of(Fields.RANK.in(List.of(1)), "[\"rank\",\"in\",[1]]"),
                Arguments.of(Fields.RANK.notIn(1, 2), "[\"rank\",\"not_in\",[1,2]]"),
                Arguments.of(Fields.RANK.notIn(List.of(1)), "[\"rank\",\"not_in\",[1]]"),
                Arguments.of(Fields.ANCHOR.equalTo(""), "[\"anchor\",\"=\",\"\"]"),
                Arguments.of(Fields.ANCHOR.notEqualTo("x"), "[\"anchor\",\"<>\",\"x\"]"),
                Arguments.of(Fields.ANCHOR.in("a", "b"), "[\"anchor\",\"in\",[\"a\",\"b\"]]"),
                Arguments.of(Fields.ANCHOR.in(List.of("a")), "[\"anchor\",\"in\",[\"a\"]]"),
                Arguments.of(Fields.ANCHOR.notIn("a"), "[\"anchor\",\"not_in\",[\"a\"]]"),
                Arguments.of(Fields.ANCHOR.notIn(List.of("a")), "[\"anchor\",\"not_in\",[\"a\"]]"),
                Arguments.of(Fields.ANCHOR.like("%seo%"), "[\"anchor\",\"like\",\"%seo%\"]"),
                Arguments.of(Fields.ANCHOR.notLike("%seo%"), "[\"anchor\",\"not_like\",\"%seo%\"]"),
                Arguments.of(Fields.ANCHOR.ilike("%seo%"), "[\"anchor\",\"ilike\",\"%seo%\"]"),
                Arguments.of(Fields.ANCHOR.notIlike("%seo%"), "[\"anchor\",\"not_ilike\",\"%seo%\"]"),
                Arguments.of(Fields.ANCHOR.regex("^a.*"), "[\"anchor\",\"regex\",\"^a.*\"]"),
                Arguments.of(Fields.ANCHOR.notRegex("^a.*"), "[\"anchor\",\"not_regex\",\"^a.*\"]"),
                Arguments.of(Fields.ANCHOR.match("a b"), "[\"anchor\",\"match\",\"a b\"]"),
                Arguments.of(Fields.ANCHOR.notMatch("a b"), "[\"anchor\",\"not_match\",\"a b\"]"),
                Arguments.of(Fields.ANCHOR.isNull(), "[\"anchor\",\"=\",null]"),
                Arguments.of(Fields.ANCHOR.isNotNull(), "[\"anchor\",\"<>\",null]"),
                Arguments.of(Fields.URL_TO_STATUS_CODE.isNull(), "[\"url_to_status_code\",\"=\",null]"),
                Arguments.of(Fields.PREV_SEEN.isNotNull(), "[\"prev_seen\",\"<>\",null]"),
                Arguments.of(Fields.ATTRIBUTES.has("nofollow"), "[\"attributes\",\"has\",\"nofollow\"]"),
                Arguments.of(Fields.ATTRIBUTES.hasNot("nofollow"), "[\"attributes\",\"has_not\",\"nofollow\"]"),
                Arguments.of(Fields.FIRST_SEEN.before(noon), "[\"first_seen\",\"<\",\"2023-02-10 12:00:00 +00:00\"]"),
                Arguments.of(Fields.FIRST_SEEN.after(noon), "[\"first_seen\",\">\",\"2023-02-10 12:00:00 +00:00\"]"),
                Arguments.of(
                        Fields.PAGE_FROM_KEYWORDS_COUNT_TOP_3.greaterThan(0),
                        "[\"ranked_keywords_info.page_from_keywords_count_top_3\",\">\",0]"),
                Arguments.of(Fields.bool("new_field").isTrue(), "[\"new_field\",\"=\",true]"),
                Arguments.of(Fields.number("new_field").equalTo(1), "[\"new_field\",\"=\",1]"),
                Arguments.of(Fields.text("new_field").equalTo("x"), "[\"new_field\",\"=\",\"x\"]"),
                Arguments.of(Fields.array("new_field").has("x"), "[\"new_field\",\"has\",\"x\"]"),
                Arguments.of(
                        Fields.time("new_field").after(noon), "[\"new_field\",\">\",\"2023-02-10 12:00:00 +00:00\"]"));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void operatorHasTheApisName(Filter filter, String json) {
        assertThat(filter.toJson()).isEqualTo(json);
    }

    @Test
    void fieldsAreSortedBothWays() {
        assertThat(Stream.of(
                                Fields.RANK.descending(),
                                Fields.FIRST_SEEN.ascending(),
                                Fields.URL_FROM.ascending(),
                                Fields.DOFOLLOW.descending())
                        .map(OrderBy::apiForm))
                .containsExactly("rank,desc", "first_seen,asc", "url_from,asc", "dofollow,desc");
    }

    @Test
    void finerTimeIsRoundedToTheSideWithTheSameRows() {
        Instant half = Instant.parse("2023-02-10T12:00:00.5Z");
        assertThat(Fields.FIRST_SEEN.before(half).toJson()).contains("12:00:01 +00:00");
        assertThat(Fields.FIRST_SEEN.after(half).toJson()).contains("12:00:00 +00:00");
    }

    @Test
    void timeThatTheApiCannotWriteIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fields.FIRST_SEEN.before(Instant.MAX))
                .withMessageStartingWith(
                        "value must be a time of whole seconds in the years 0 to 9999, was +1000000000");
        assertThatIllegalArgumentException().isThrownBy(() -> Fields.FIRST_SEEN.after(Instant.MIN));
    }

    @Test
    void emptyListIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fields.RANK.in())
                .withMessage("values must not be empty, was empty for rank in");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fields.ANCHOR.notIn(List.of()))
                .withMessage("values must not be empty, was empty for anchor not_in");
    }

    @Test
    void longPatternIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fields.ANCHOR.regex("x".repeat(1001)))
                .withMessage("pattern must have at most 1000 characters, was 1001 long");
    }

    @Test
    void textOfAFieldIsItsName() {
        assertThat(Fields.number("new_field")).hasToString("new_field");
    }

    @Test
    void nameWithABlankIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fields.number("new field"))
                .withMessage("name must be a name without blanks and commas, was \"new field\"");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Fields.text(null)).withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> Fields.RANK.greaterThan(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> Fields.ANCHOR.notEqualTo(null))
                .withMessage("value");
        assertThatNullPointerException()
                .isThrownBy(() -> Fields.ANCHOR.in("a", null))
                .withMessage("value in a list");
        assertThatNullPointerException()
                .isThrownBy(() -> Fields.FIRST_SEEN.before(null))
                .withMessage("time");
    }
}
