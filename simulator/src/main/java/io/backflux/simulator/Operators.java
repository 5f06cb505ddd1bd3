package io.backflux.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the operators mean, for each kind of field. A negated operator is the complement of its positive form, so a row
 * without a value passes {@code not_like}, {@code <>} and their like, and no other.
 */
final class Operators {
    private static final Field FIRST_SEEN = Field.known("first_seen");

    private Operators() {}

    static Condition condition(Field field, String operator, @Nullable Object value, Set<Quirk> quirks) {
        if (value == null) {
            return isNull(field, operator);
        }
        return switch (field.kind()) {
            case FLAG -> flag(field, operator, value);
            case NUMBER -> number(field, operator, value);
            case TIME -> time(field, operator, value, quirks);
            case LIST -> list(field, operator, value);
            case TEXT -> text(field, operator, value);
        };
    }

    private static Condition isNull(Field field, String operator) {
        return switch (operator) {
            case "=" -> row -> field.value(row) == null;
            case "<>" -> row -> field.value(row) != null;
            default -> throw FilterReader.refused();
        };
    }

    private static Condition flag(Field field, String operator, Object value) {
        if (!(value instanceof Boolean)) {
            throw FilterReader.refused();
        }
        return switch (operator) {
            case "=" -> row -> value.equals(field.value(row));
            case "<>" -> row -> !value.equals(field.value(row));
            default -> throw FilterReader.refused();
        };
    }

    private static Condition number(Field field, String operator, Object value) {
        if (operator.equals("in") || operator.equals("not_in")) {
            List<BigDecimal> numbers = each(value, Operators::decimal);
            Predicate<BigDecimal> any = x -> numbers.stream().anyMatch(n -> n.compareTo(x) == 0);
            return onNumber(field, any, operator.equals("in"));
        }
        BigDecimal bound = decimal(value);
        return switch (operator) {
            case "<" -> onNumber(field, x -> x.compareTo(bound) < 0, true);
            case "<=" -> onNumber(field, x -> x.compareTo(bound) <= 0, true);
            case ">" -> onNumber(field, x -> x.compareTo(bound) > 0, true);
            case ">=" -> onNumber(field, x -> x.compareTo(bound) >= 0, true);
            case "=" -> onNumber(field, x -> x.compareTo(bound) == 0, true);
            case "<>" -> onNumber(field, x -> x.compareTo(bound) == 0, false);
            default -> throw FilterReader.refused();
        };
    }

    private static Condition onNumber(Field field, Predicate<BigDecimal> test, boolean wanted) {
        return row -> {
            Object value = field.value(row);
            return (value instanceof Long number && test.test(BigDecimal.valueOf(number))) == wanted;
        };
    }

    private static BigDecimal decimal(@Nullable Object value) {
        if (value instanceof Long || value instanceof BigDecimal || value instanceof String) {
            try {
                return new BigDecimal(value.toString());
            } catch (NumberFormatException e) {
                throw FilterReader.refused();
            }
        }
        throw FilterReader.refused();
    }

    private static Condition time(Field field, String operator, Object value, Set<Quirk> quirks) {
        OptionalLong bound = value instanceof String text ? Times.parse(text) : OptionalLong.empty();
        long second = bound.orElseThrow(FilterReader::refused);
        if (!operator.equals("<") && !operator.equals(">")) {
            throw FilterReader.refused();
        }
        if (quirks.contains(Quirk.TIME_FILTER_IGNORED) && field.equals(FIRST_SEEN)) {
            return row -> true;
        }
        long before = second + more(Quirk.TIME_LESS_INCLUDES, quirks);
        long after = second - more(Quirk.TIME_GREATER_INCLUDES, quirks);
        return operator.equals("<")
                ? row -> field.value(row) instanceof Long time && time < before
                : row -> field.value(row) instanceof Long time && time > after;
    }

    /** How many seconds more a bound takes in for a quirk. */
    static int more(Quirk quirk, Set<Quirk> quirks) {
        return quirks.contains(quirk) ? 1 : 0;
    }

    private static Condition list(Field field, String operator, Object value) {
        String wanted = string(value);
        return switch (operator) {
            case "has" -> row -> field.value(row) instanceof List<?> list && list.contains(wanted);
            case "has_not" -> row -> !(field.value(row) instanceof List<?> list && list.contains(wanted));
            default -> throw FilterReader.refused();
        };
    }

    private static Condition text(Field field, String operator, Object value) {
        boolean negated = operator.equals("<>") || operator.startsWith("not_");
        Predicate<String> test = textTest(positive(operator), value);
        return row -> (field.value(row) instanceof String text && test.test(text)) != negated;
    }

    private static String positive(String operator) {
        if (operator.equals("<>")) {
            return "=";
        }
        return operator.startsWith("not_") ? operator.substring("not_".length()) : operator;
    }

    private static Predicate<String> textTest(String operator, Object value) {
        return switch (operator) {
            case "=" -> string(value)::equals;
            case "in" -> each(value, Operators::string)::contains;
            case "like" -> TextMatching.like(string(value), false);
            case "ilike" -> TextMatching.like(string(value), true);
            case "regex" -> TextMatching.regex(string(value));
            case "match" -> TextMatching.words(string(value));
            default -> throw FilterReader.refused();
        };
    }

    private static String string(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw FilterReader.refused();
    }

    private static <T> List<T> each(Object value, Function<@Nullable Object, T> of) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw FilterReader.refused();
        }
        return list.stream()
                .map(member -> Objects.requireNonNull(of.apply(member)))
                .toList();
    }
}
