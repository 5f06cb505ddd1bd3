package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"rank\",\">\",80]",
                "[\"rank\",\">\",\"80\"]",
                "[[\"page_from_rank\",\">\",\"55\"],\"and\",[\"dofollow\",\"=\",true]]",
                "[[\"first_seen\",\">\",\"2017-10-23 11:31:45 +00:00\"],\"and\","
                        + "[[\"anchor\",\"like\",\"%seo%\"],\"or\",[\"text_pre\",\"like\",\"%seo%\"]]]",
                "[[\"a\",\"=\",1],\"and\",[\"b\",\"=\",2],\"or\",[\"c\",\"=\",3]]",
                "[[[\"a\",\"=\",1],\"and\",[\"b\",\"=\",2]],\"and\",[\"c\",\"=\",3]]",
                "[\"tld_from\",\"not_in\",[\"com\",\"net\"]]",
                "[\"rank\",\"in\",[]]",
                "[\"rank\",\"=\",12.0]",
                "[\"rank\",\"=\",0.1000]",
                "[\"rank\",\"=\",-1.5E-10]",
                "[\"links_count\",\">\",9223372036854775807]",
                "[\"links_count\",\">\",9223372036854775808]",
                "[\"anchor\",\"=\",\"\"]",
                "[\"anchor\",\"<>\",null]",
                "[[\"anchor\",\"=\",null],\"or\",[\"alt\",\"<>\",null]]",
                "[\"anchor\",\"=\",\"\\\"über\\\\ \\n/ 😀\"]",
                "[\"and\",\"and\",\"and\"]",
                "[\"new_field\",\"new_operator\",false]"
            })
    void whatWasWrittenIsWrittenAgain(String json) {
        assertThat(Filter.parse(json).toJson()).isEqualTo(json);
    }

    @Test
    void spaceBetweenTokensIsIgnored() {
        assertThat(Filter.parse(" [ [\"rank\", \">\", 80],\n\"and\" , [\"dofollow\",\"=\",true] ] \n"))
                .isEqualTo(highRank().and(Filter.of("dofollow", "=", true)));
    }

    private static Filter highRank() {
        return Filter.of("rank", ">", 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[\"rank\",\">\",80]]", "[[[\"rank\",\">\",80]]]"})
    void listWithOneConditionIsThatCondition(String json) {
        assertThat(Filter.parse(json)).isEqualTo(Filter.of("rank", ">", 80));
    }

    @Test
    void numbersAndTextStayApart() {
        assertThat(Filter.parse("[\"rank\",\">\",\"80\"]")).isNotEqualTo(Filter.parse("[\"rank\",\">\",80]"));
        assertThat(Filter.parse("[\"rank\",\">\",80.0]"))
                .isEqualTo(Filter.of("rank", ">", new BigDecimal("80.0")))
                .isNotEqualTo(Filter.parse("[\"rank\",\">\",80]"));
    }

    @Test
    void listOfValuesIsRead() {
        assertThat(Filter.parse("[\"x\",\"in\",[\"a\",1,true,2.5]]"))
                .isEqualTo(Filter.of("x", "in", List.of("a", 1, true, 2.5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "~~ | be a list, was the end at path $, character 0",
                "null | be a list, was null at path $, character 0",
                "{\"rank\":80} | be a list, was an object at path $, character 0",
                "[] | begin with a field's name or with a condition, was the list's end at path $, character 1",
                "[[]] | begin with a field's name or with a condition, was the list's end at path $[0], character 2",
                "[80,\">\",\"rank\"] | begin with a field's name or with a condition, was 80 at path $[0], character 1",
                "[\"rank\"] | have an operator after the field, was the list's end at path $, character 7",
                "[\"rank\",1,80] | have an operator after the field, was 1 at path $[1], character 8",
                "[\"rank\",\">\"] | have a value after the operator, was the list's end at path $, character 11",
                "[\"rank\",\"in\",[1,null]] | have text, true, false, a number, null or a flat list of these without null as a value, was null at path $[2][1], character 16",
                "[\"rank\",\">\",{}] | have text, true, false, a number, null or a flat list of these without null as a value, was an object at path $[2], character 12",
                "[\"x\",\"in\",[1,[2]]] | have text, true, false, a number, null or a flat list of these without null as a value, was a list at path $[2][1], character 13",
                "[\"rank\",\">\",80,\"and\"] | end a condition after its value, was and at path $[3], character 15",
                "[[\"a\",\"=\",1],[\"b\",\"=\",2]] | have \"and\" or \"or\" between conditions, was a list at path $[1], character 13",
                "[[\"a\",\"=\",1],\"AND\",[\"b\",\"=\",2]] | have \"and\" or \"or\" between conditions, was AND at path $[1], character 13",
                "[[\"a\",\"=\",1],\"and\"] | have a condition after each \"and\" or \"or\", was the list's end at path $, character 18",
                "[[\"a\",\"=\",1],\"and\",\"b\"] | have a condition after each \"and\" or \"or\", was b at path $[2], character 19",
                "[[\"a\",\"=\",1],\"or\",[\"b\",\"=\"]] | have a value after the operator, was the list's end at path $[2], character 26",
                "[\"a\",\"=\",1] [] | end after its list, was a list at path $, character 12",
            })
    void otherFormIsRefusedWithItsPlace(String json, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse(json))
                .withMessage("filter must " + rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[[\"a\",\"=\",1] \"and\" | $[1] | 13",
                "[\"a\",\"=\",nul] | $[2] | 9",
                "[\"a\",\"=\",1 | $[2] | 10",
                "[\"a\",\"=\",\"x | $[2] | 11",
                "[\"a\",\"=\",01] | $[2] | 10",
                "rank > 80 | $ | 0",
            })
    void whatIsNotJsonIsRefusedWithItsPlace(String json, String path, int character) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse(json))
                .withMessageStartingWith("filter must be JSON: ")
                .withMessageEndingWith(" at path " + path + ", character " + character);
    }

    @Test
    void valueThatIsRefusedNamesItsCondition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse("[[\"a\",\"=\",1],\"and\",[\"a b\",\"=\",1]]"))
                .withMessage("field must be a name without blanks and commas, was \"a b\" at path $[2], character 31");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse("[\"a\",\"=\",\"\\ud800\"]"))
                .withMessageStartingWith("value must be well-formed Unicode")
                .withMessageEndingWith(" at path $, character 17");
    }

    @Test
    void depthIsBounded() {
        String condition = "[\"a\",\"=\",1]";
        assertThat(Filter.parse("[".repeat(32) + condition + "]".repeat(32))).isEqualTo(Filter.of("a", "=", 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse("[".repeat(33) + condition + "]".repeat(33)))
                .withMessageStartingWith("filter must not nest deeper than 32 lists, was a list at path $[0][0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse("[".repeat(1_000_000)))
                .withMessageStartingWith("filter must not nest deeper than 32 lists");
    }

    @Test
    void deepestThatCanBeBuiltCanBeRead() {
        Filter filter = Filter.of("a", "=", 1);
        for (int i = 0; i < 16; i++) {
            filter = filter.and(Filter.of("b", "=", i)).or(Filter.of("c", "=", i));
        }
        assertThat(Filter.parse(filter.toJson())).isEqualTo(filter);
    }

    @Test
    void veryLongNumberIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.parse("[\"a\",\"=\"," + "9".repeat(1001) + "]"))
                .withMessageContaining("1001");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullIsRefusedByName() {
        assertThatNullPointerException().isThrownBy(() -> Filter.parse(null)).withMessage("json");
    }
}
