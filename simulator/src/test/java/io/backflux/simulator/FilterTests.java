package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every operator against rows as they are written, not as filters see them. */
@NullUnmarked // JSON may hold null anywhere
class FilterTests {
    private static final DataSet DATA = new DataSet(1, "example.com", 3_000);
    private static final List<Map<String, Object>> ROWS = new ArrayList<>();

    static {
        for (int index = 0; index < 3_000; index++) {
            ROWS.add(RowTests.read(DATA, index));
        }
    }

    private static Condition condition(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return FilterReader.read(Objects.requireNonNull(JsonReader.read(bytes)), Set.of());
    }

    /** The filter lets through just these rows, of which there are some, but not all. */
    private static void assertFilter(String json, Predicate<Map<String, Object>> expected) {
        Condition condition = condition(json);
        int passed = 0;
        for (int index = 0; index < ROWS.size(); index++) {
            boolean passes = condition.test(DATA.row(index));
            assertThat(passes).as("%s on row %s", json, ROWS.get(index)).isEqualTo(expected.test(ROWS.get(index)));
            passed += passes ? 1 : 0;
        }
        assertThat(passed).as(json).isBetween(1, ROWS.size() - 1);
    }

    private static Predicate<Map<String, Object>> number(String name, Predicate<Long> test) {
        return row -> row.get(name) instanceof Long number && test.test(number);
    }

    private static Predicate<Map<String, Object>> text(String name, Predicate<String> test) {
        return row -> row.get(name) instanceof String text && test.test(text);
    }

    @Test
    void numbersCompare() {
        assertFilter("['rank','>',600]", number("rank", n -> n > 600));
        assertFilter("['rank','>=',600]", number("rank", n -> n >= 600));
        assertFilter("['rank','<',600]", number("rank", n -> n < 600));
        assertFilter("['rank','<=',600]", number("rank", n -> n <= 600));
        assertFilter("['url_to_status_code','=',301]", number("url_to_status_code", n -> n == 301));
        assertFilter(
                "['url_to_status_code','<>',301]",
                number("url_to_status_code", n -> n == 301).negate());
        assertFilter("['url_to_status_code','in',[301,404]]", number("url_to_status_code", n -> n == 301 || n == 404));
        assertFilter(
                "['url_to_status_code','not_in',[200]]",
                number("url_to_status_code", n -> n == 200).negate());
    }

    @Test
    void numbersMayComeAsTextAndWithFractions() {
        assertFilter("['rank','>','600']", number("rank", n -> n > 600));
        assertFilter("['rank','>',599.5]", number("rank", n -> n > 599));
        assertFilter("['url_to_status_code','in',['301']]", number("url_to_status_code", n -> n == 301));
    }

    @Test
    void dottedNamesReachIntoObjects() {
        assertFilter(
                "['ranked_keywords_info.page_from_keywords_count_top_100','>',50]",
                row -> Api.map(row.get("ranked_keywords_info")).get("page_from_keywords_count_top_100")
                                instanceof Long n
                        && n > 50);
    }

    @Test
    void flagsAreEqualOrNot() {
        assertFilter("['dofollow','=',true]", row -> row.get("dofollow").equals(true));
        assertFilter("['dofollow','<>',true]", row -> row.get("dofollow").equals(false));
    }

    @Test
    void textsAreEqualInOrNot() {
        assertFilter("['item_type','=','image']", text("item_type", "image"::equals));
        assertFilter(
                "['item_type','<>','image']", text("item_type", "image"::equals).negate());
        assertFilter("['tld_from','in',['de','fr']]", text("tld_from", List.of("de", "fr")::contains));
        assertFilter(
                "['domain_from_country','not_in',['US','WW']]",
                text("domain_from_country", List.of("US", "WW")::contains).negate());
    }

    @Test
    void likeTakesThePercentAsAnyCharacters() {
        assertFilter("['url_from','like','%/blog/%']", text("url_from", t -> t.contains("/blog/")));
        assertFilter(
                "['url_from','like','https://www.%/']",
                text("url_from", t -> t.startsWith("https://www.") && t.endsWith("/")));
        assertFilter(
                "['anchor','not_like','%a%']",
                text("anchor", t -> t.contains("a")).negate());
        assertFilter("['item_type','like','image']", text("item_type", "image"::equals));
        assertFilter(
                "['page_from_title','like','%a%b%']",
                text("page_from_title", t -> t.indexOf('b', t.indexOf('a')) > t.indexOf('a') && t.indexOf('a') >= 0));
        assertThat(IntStream.range(0, ROWS.size()).mapToObj(DATA::row))
                .noneMatch(condition("['item_type','like','IMAGE%']")::test);
    }

    @Test
    void ilikeIgnoresCase() {
        assertFilter("['item_type','ilike','IM%E']", text("item_type", "image"::equals));
        assertFilter(
                "['item_type','not_ilike','IM%E']",
                text("item_type", "image"::equals).negate());
    }

    @Test
    void regexIsFoundAnywhere() {
        assertFilter(
                "['url_from','regex','lake[0-9]+\\\\.de']", text("url_from", t -> t.matches(".*lake[0-9]+\\.de.*")));
        assertFilter(
                "['anchor','not_regex','^read']",
                text("anchor", t -> t.startsWith("read")).negate());
    }

    @Test
    void matchLooksForWholeWordsInAnyCase() {
        assertFilter(
                "['anchor','match','READ']",
                text("anchor", t -> t.equals("read the full story") || t.equals("👍 a good read")));
        assertFilter(
                "['anchor','not_match','read']",
                text("anchor", t -> t.equals("read the full story") || t.equals("👍 a good read"))
                        .negate());
        assertFilter("['anchor','match','story full']", text("anchor", "read the full story"::equals));
    }

    @Test
    void listsHaveOrHaveNot() {
        Predicate<Map<String, Object>> has =
                row -> row.get("attributes") instanceof List<?> list && list.contains("nofollow");
        assertFilter("['attributes','has','nofollow']", has);
        assertFilter("['attributes','has_not','nofollow']", has.negate());
    }

    @Test
    void timesAreBeforeOrAfter() {
        String time = "2020-06-01 00:00:00 +00:00";
        assertFilter("['first_seen','<','" + time + "']", text("first_seen", t -> t.compareTo(time) < 0));
        assertFilter("['first_seen','>','" + time + "']", text("first_seen", t -> t.compareTo(time) > 0));
        assertFilter("['first_seen','>','2020-06-01 02:00:00 +02:00']", text("first_seen", t -> t.compareTo(time) > 0));
        assertFilter("['prev_seen','<','2030-01-01 00:00:00 +00:00']", row -> row.get("prev_seen") != null);
    }

    @Test
    void nullIsEqualOrNot() {
        assertFilter("['anchor','=',null]", row -> row.get("anchor") == null);
        assertFilter("['anchor','<>',null]", row -> row.get("anchor") != null);
    }

    @Test
    void conditionsNestAndAndBindsTighterThanOr() {
        Predicate<Map<String, Object>> high = number("rank", n -> n > 600);
        Predicate<Map<String, Object>> image = text("item_type", "image"::equals);
        Predicate<Map<String, Object>> follow = row -> row.get("dofollow").equals(true);
        String h = "['rank','>',600]";
        String i = "['item_type','=','image']";
        String f = "['dofollow','=',true]";
        assertFilter("[" + h + ",'and'," + i + "]", high.and(image));
        assertFilter("[" + h + ",'or'," + i + ",'and'," + f + "]", high.or(image.and(follow)));
        assertFilter(
                "[" + f + ",'and'," + h + ",'or'," + i + "]", follow.and(high).or(image));
        assertFilter("[" + f + ",'and',[" + h + ",'or'," + i + "]]", follow.and(high.or(image)));
        assertFilter("[[[" + h + "]]]", high);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "'rank'",
                "['rank','>']",
                "['rank','>',80,1]",
                "['nobody','>',80]",
                "['rank','like','8%']",
                "['rank','>','many']",
                "['rank','>',true]",
                "['rank','in',[]]",
                "['dofollow','>',true]",
                "['dofollow','=','true']",
                "['first_seen','=','2020-06-01 00:00:00 +00:00']",
                "['first_seen','<','2020-06-01']",
                "['attributes','=','nofollow']",
                "['anchor','has','x']",
                "['anchor','>','x']",
                "['anchor','like',8]",
                "['anchor','in','x']",
                "['anchor','regex','(']",
                "['anchor','match','  ']",
                "['anchor','like',null]",
                "[['rank','>',80],'xor',['rank','<',90]]",
                "[['rank','>',80],['rank','<',90]]",
                "[['rank','>',80],'and']",
                "[['rank','>',80],'and','or']"
            })
    void whatIsNoFilterIsRefusedWith40501(String json) {
        assertThatThrownBy(() -> condition(json)).hasMessage("Invalid Field: 'filters'.");
    }

    @Test
    void eightConditionsPassAndNineAreRefusedHoweverNested() {
        String one = "['rank','>',1]";
        String four = "[" + one + ",'and'," + one + ",'and',[" + one + ",'or'," + one + "]]";
        assertThat(condition("[" + four + ",'and'," + four + "]").test(DATA.row(0)))
                .isTrue();
        assertThatThrownBy(() -> condition("[" + four + ",'and'," + four + ",'and'," + one + "]"))
                .hasMessage("Invalid Field: 'filters'.");
    }

    @Test
    void aRegexOf1000CharactersPassesAndOneMoreIsRefused() {
        assertThat(condition("['item_type','regex','" + "a".repeat(1000) + "']").test(DATA.row(0)))
                .isFalse();
        assertThatThrownBy(() -> condition("['item_type','regex','" + "a".repeat(1001) + "']"))
                .isInstanceOf(Refusal.class);
    }
}
