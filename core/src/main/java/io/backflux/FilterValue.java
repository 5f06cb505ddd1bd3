package io.backflux;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One type for each kind of JSON value, so that filters are equal exactly when their JSON is: whole numbers that fit are
 * Longs, all others BigDecimals, times are text.
 */
final class FilterValue {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss +00:00", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int LONG_BITS = 63;
    private static final int NUMBER_CHARACTERS = 1000;

    private FilterValue() {}

    static Object of(Object value) {
        Objects.requireNonNull(value, "value");
        return value instanceof List<?> values
                ? values.stream().map(FilterValue::scalar).toList()
                : scalar(value);
    }

    private static Object scalar(Object value) {
        Objects.requireNonNull(value, "value in a list");
        if (value instanceof String text) {
            return QueryChecks.text(text, "value");
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Instant time) {
            return time(time);
        }
        if (value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException(
                "value must be text, a boolean, a number, an Instant or a flat List of these, was a "
                        + value.getClass().getName());
    }

    private static Object number(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return number.longValue();
        }
        BigDecimal exact = decimal(number);
        if (exact.scale() == 0 && exact.unscaledValue().bitLength() <= LONG_BITS) {
            return exact.longValueExact();
        }
        if (exact.precision() > NUMBER_CHARACTERS) {
            throw new IllegalArgumentException(
                    "value must be a number of at most 1000 digits, was one of " + exact.precision());
        }
        return exact;
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        if (number instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if ((number instanceof Double || number instanceof Float) && Double.isFinite(number.doubleValue())) {
            return new BigDecimal(number.toString());
        }
        throw new IllegalArgumentException("value must be a finite number of a type of java.lang or java.math, was "
                + number + " of " + number.getClass().getName());
    }

    /** Times in the API have whole seconds: to cut a finer one would move rows at the edge in or out unseen. */
    private static String time(Instant time) {
        if (time.isBefore(FIRST) || time.isAfter(LAST) || !time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException(
                    "value must be a time of whole seconds in the years 0 to 9999, was " + time);
        }
        return SECONDS.format(time);
    }
}
