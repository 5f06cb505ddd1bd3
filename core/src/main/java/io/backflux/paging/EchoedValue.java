package io.backflux.paging;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value in one spelling: numbers and truth also where they are text, times as seconds, of text its letters.
 *
 * @param kind of what kind; two values of different kinds can't be compared
 */
record EchoedValue(String kind, String spelling) {

    private static final Pattern NO_LETTERS = Pattern.compile("[^a-z0-9]");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d(?::\\d\\d)?)(?:\\.\\d+)?\\s*(Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)?)?",
            Pattern.CASE_INSENSITIVE);

    static EchoedValue of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<EchoedValue> all = list.stream().map(EchoedValue::of).toList();
            return new EchoedValue("list of " + kinds(all), spellings(all).toString());
        }
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return truth(truth);
        }
        return value instanceof String text ? ofText(text.strip()) : new EchoedValue("nothing", "");
    }

    /** Whether values that can be compared are others, in whatever order. */
    static boolean contradict(List<EchoedValue> values, List<EchoedValue> others) {
        return kinds(values).equals(kinds(others)) && !spellings(values).equals(spellings(others));
    }

    static boolean contradict(EchoedValue value, EchoedValue other) {
        return contradict(List.of(value), List.of(other));
    }

    private static EchoedValue ofText(String text) {
        if (NUMBER.matcher(text).matches()) {
            return number(new BigDecimal(text));
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("true") || lower.equals("false")) {
            return truth(lower.equals("true"));
        }
        Matcher time = TIME.matcher(text);
        Long seconds = time.matches() ? seconds(time) : null;
        return seconds == null ? new EchoedValue("text", letters(text)) : new EchoedValue("time", seconds.toString());
    }

    /** Of a text, without case and signs, and without letters that an encoding on the way may have changed. */
    static String letters(@Nullable Object value) {
        String text = value instanceof String string ? string.toLowerCase(Locale.ROOT) : "";
        return NO_LETTERS.matcher(text).replaceAll("");
    }

    private static @Nullable Long seconds(Matcher time) {
        try {
            LocalTime clock = time.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(time.group(2));
            String zone = time.group(3);
            ZoneOffset offset =
                    zone == null || Character.isLetter(zone.charAt(0)) ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return LocalDateTime.of(LocalDate.parse(time.group(1)), clock).toEpochSecond(offset);
        } catch (DateTimeException noTime) {
            return null;
        }
    }

    private static EchoedValue number(BigDecimal number) {
        return new EchoedValue("number", number.stripTrailingZeros().toPlainString());
    }

    private static EchoedValue truth(boolean truth) {
        return new EchoedValue("truth", String.valueOf(truth));
    }

    private static List<String> kinds(List<EchoedValue> values) {
        return values.stream().map(EchoedValue::kind).sorted().toList();
    }

    private static List<String> spellings(List<EchoedValue> values) {
        return values.stream().map(EchoedValue::spelling).sorted().toList();
    }
}
