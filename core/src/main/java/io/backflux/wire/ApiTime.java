package io.backflux.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Times in the API's one form, {@code 2023-02-10 16:15:27 +00:00}, by hand: a formatter would cost more than the rest of
 * a row's texts together.
 */
final class ApiTime {

    private static final int LENGTH = 26;
    private static final String UTC = " +00:00";
    private static final int NO_NUMBER = -1_000_000;

    private ApiTime() {}

    /** The time, or null where the text is not exactly of the form, so that writing it back gives the same text. */
    static @Nullable Instant parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length == LENGTH ? parse(bytes, 0) : null;
    }

    /** The time whose text stands between quotes, its first byte there; null where it is not of the form, byte for byte. */
    static @Nullable Instant parseText(byte[] bytes, int from, int to) {
        return from + LENGTH < to && bytes[from + LENGTH] == '"' ? parse(bytes, from) : null;
    }

    private static @Nullable Instant parse(byte[] text, int offset) {
        if (!separated(text, offset) || !utc(text, offset + 19)) {
            return null;
        }
        int year = 100 * number(text, offset) + number(text, offset + 2);
        int month = number(text, offset + 5);
        int day = number(text, offset + 8);
        int hour = number(text, offset + 11);
        int minute = number(text, offset + 14);
        int second = number(text, offset + 17);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (day < 1 || month < 1 || month > 12 || (day > 28 && !isDate(year, month, day))) {
            return null;
        }
        long days = daysSinceEpoch(year, month, day);
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
    }

    private static boolean separated(byte[] text, int offset) {
        return text[offset + 4] == '-'
                && text[offset + 7] == '-'
                && text[offset + 10] == ' '
                && text[offset + 13] == ':'
                && text[offset + 16] == ':';
    }

    private static boolean utc(byte[] text, int offset) {
        for (int i = 0; i < UTC.length(); i++) {
            if (text[offset + i] != UTC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Of two digits; far below 0 where they are none. */
    private static int number(byte[] text, int offset) {
        int tens = text[offset] - '0';
        int ones = text[offset + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? NO_NUMBER : tens * 10 + ones;
    }

    private static boolean isDate(int year, int month, int day) {
        return switch (month) {
            case 4, 6, 9, 11 -> day <= 30;
            case 2 -> day == 29 && java.time.Year.isLeap(year);
            default -> day <= 31;
        };
    }

    /** Days from 1970-01-01 in the proleptic Gregorian calendar, counted from March so that the leap day comes last. */
    private static long daysSinceEpoch(int year, int month, int day) {
        int y = month > 2 ? year : year - 1;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        long daysOfYears = 365L * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
        return daysOfYears + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
    }

    /**
     * The time in the API's form.
     *
     * @throws DateTimeException if the year does not have four digits
     */
    static String format(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        LocalDate date = utc.toLocalDate();
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new DateTimeException("time must have a year from 0 to 9999, was " + time);
        }
        StringBuilder text = new StringBuilder(LENGTH);
        digits(text, date.getYear() / 100, '\0');
        digits(text, date.getYear() % 100, '-');
        digits(text, date.getMonthValue(), '-');
        digits(text, date.getDayOfMonth(), ' ');
        digits(text, utc.getHour(), ':');
        digits(text, utc.getMinute(), ':');
        digits(text, utc.getSecond(), '\0');
        return text.append(UTC).toString();
    }

    private static void digits(StringBuilder text, int value, char after) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
        if (after != '\0') {
            text.append(after);
        }
    }
}
