package io.backflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTests {

    private static final Filter A = Filter.of("a", "=", 1);
    private static final Filter B = Filter.of("b", "=", 2);
    private static final Filter C = Filter.of("c", "=", 3);

    static Stream<Arguments> combinations() {
        String a = "[\"a\",\"=\",1]";
        String b = "[\"b\",\"=\",2]";
        String c = "[\"c\",\"=\",3]";
        return Stream.of(
                Arguments.of(A, a, 1),
                Arguments.of(A.and(B), "[" + a + ",\"and\"," + b + "]", 2),
                Arguments.of(A.and(B).and(C), "[" + a + ",\"and\"," + b + ",\"and\"," + c + "]", 3),
                Arguments.of(A.and(B.and(C)), "[" + a + ",\"and\"," + b + ",\"and\"," + c + "]", 3),
                Arguments.of(A.or(B).or(C), "[" + a + ",\"or\"," + b + ",\"or\"," + c + "]", 3),
                Arguments.of(A.and(B).or(C), "[[" + a + ",\"and\"," + b + "],\"or\"," + c + "]", 3),
                Arguments.of(A.or(B.and(C)), "[" + a + ",\"or\",[" + b + ",\"and\"," + c + "]]", 3),
                Arguments.of(A.and(A), "[" + a + ",\"and\"," + a + "]", 2));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void sameJoinerFlattensAndAnotherNests(Filter filter, String json, int conditions) {
        assertThat(filter.toJson()).isEqualTo(json);
        assertThat(filter).hasToString(json);
        assertThat(filter.conditionCount()).isEqualTo(conditions);
        assertThat(Filter.parse(json)).isEqualTo(filter).hasSameHashCodeAs(filter);
    }

    @Test
    void mixedChainIsNotTornApartByJoining() {
        Filter mixed = Filter.parse("[[\"a\",\"=\",1],\"and\",[\"b\",\"=\",2],\"or\",[\"c\",\"=\",3]]");
        assertThat(mixed.and(A).toJson()).isEqualTo("[" + mixed.toJson() + ",\"and\"," + A.toJson() + "]");
    }

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("%seo%", "\"%seo%\""),
                Arguments.of("a\"b\\c/d\n😀", "\"a\\\"b\\\\c/d\\n😀\""),
                Arguments.of(true, "true"),
                Arguments.of((byte) -1, "-1"),
                Arguments.of((short) 2, "2"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(BigInteger.TWO.pow(63), "9223372036854775808"),
                Arguments.of(BigInteger.TEN, "10"),
                Arguments.of(new BigDecimal("0.10"), "0.10"),
                Arguments.of(new BigDecimal("1E+3"), "1E+3"),
                Arguments.of(new BigDecimal("1E+2147483647"), "1E+2147483647"),
                Arguments.of(new BigDecimal("80"), "80"),
                Arguments.of(0.1, "0.1"),
                Arguments.of(0.1f, "0.1"),
                Arguments.of(-0.0, "0.0"),
                Arguments.of(Double.MIN_VALUE, "4.9E-324"),
                Arguments.of(Instant.parse("2023-02-10T16:15:27Z"), "\"2023-02-10 16:15:27 +00:00\""),
                Arguments.of(List.of(1, "x", false), "[1,\"x\",false]"),
                Arguments.of(List.of(Instant.EPOCH), "[\"1970-01-01 00:00:00 +00:00\"]"),
                Arguments.of(List.of(), "[]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsWrittenExactlyAndReadBackEqual(Object value, String json) {
        Filter filter = Filter.of("x", "=", value);
        assertThat(filter.toJson()).isEqualTo("[\"x\",\"=\"," + json + "]");
        assertThat(Filter.parse(filter.toJson())).isEqualTo(filter).hasSameHashCodeAs(filter);
    }

    static Stream<Object> unfitValues() {
        return Stream.of(
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Float.NEGATIVE_INFINITY,
                'c',
                new AtomicInteger(1),
                new int[] {1},
                Duration.ZERO,
                List.of(List.of(1)),
                "\ud800",
                "x\udc00",
                Instant.parse("2023-02-10T16:15:27.5Z"),
                Instant.MIN,
                Instant.MAX,
                BigInteger.TEN.pow(1000));
    }

    @ParameterizedTest
    @MethodSource("unfitValues")
    void otherValueIsRefused(Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of("x", "=", value))
                .withMessageStartingWith("value must be ")
                .withMessageContaining(", was ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a\u00a0", "a\n", "\ud800"})
    void fieldThatIsNoNameIsRefused(String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of(field, "=", 1))
                .withMessageStartingWith("field must be ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of("x", field, 1))
                .withMessageStartingWith("operator must be ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex", "not_regex"})
    void patternHasAtMostThousandCharacters(String operator) {
        assertThat(Filter.of("anchor", operator, "😀".repeat(1000)).conditionCount())
                .isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of("anchor", operator, "x".repeat(1001)))
                .withMessage("pattern must have at most 1000 characters, was 1001 long");
    }

    @Test
    void textOfOtherOperatorsHasNoBound() {
        assertThat(Filter.of("anchor", "like", "x".repeat(1001)).toJson()).hasSizeGreaterThan(1001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<>", "=", "new_operator"})
    void nullIsAValueOfItsOwn(String operator) {
        Filter filter = Filter.of("anchor", operator, null);
        assertThat(filter.toJson()).isEqualTo("[\"anchor\",\"" + operator + "\",null]");
        assertThat(Filter.parse(filter.toJson())).isEqualTo(filter).hasSameHashCodeAs(filter);
        assertThat(filter).isNotEqualTo(Filter.of("anchor", operator, "null"));
        assertThat(filter.and(A).toJson()).isEqualTo("[" + filter.toJson() + ",\"and\"," + A.toJson() + "]");
    }

    @Test
    void laterChangeOfTheListIsNotSeen() {
        List<Object> values = new ArrayList<>(List.of(1));
        Filter filter = Filter.of("x", "in", values);
        values.add(2);
        assertThat(filter.toJson()).isEqualTo("[\"x\",\"in\",[1]]");
    }

    @Test
    void filterThatNestsTooDeepIsRefused() {
        Filter filter = A;
        for (int i = 0; i < 16; i++) {
            filter = filter.and(B).or(C);
        }
        Filter deepest = filter;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deepest.and(B))
                .withMessage("filter must not nest deeper than 32 lists");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> Filter.of(null, "=", 1))
                .withMessage("field");
        assertThatNullPointerException()
                .isThrownBy(() -> Filter.of("a", null, 1))
                .withMessage("operator");
        assertThatNullPointerException()
                .isThrownBy(() -> Filter.of("a", "in", Arrays.asList(1, null)))
                .withMessage("value in a list");
        assertThatNullPointerException().isThrownBy(() -> A.and(null)).withMessage("other");
        assertThatNullPointerException().isThrownBy(() -> A.or(null)).withMessage("other");
    }
}
