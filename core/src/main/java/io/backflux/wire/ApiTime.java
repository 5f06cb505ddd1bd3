package io.backflux.wire;

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

    private ApiTime() {}

    /** The time, or null where the text is not exactly of the form, so that writing it back gives the same text. */
    static @Nullable Instant parse(char[] text, int offset, int length) {
        if (length != LENGTH || !separated(text, offset) || !utc(text, offset + 19)) {
            return null;
        }
        int year = number(text, offset, 4);
        int month = number(text, offset + 5, 2);
        int day = number(text, offset + 8, 2);
        int hour = number(text, offset + 11, 2);
        int minute = number(text, offset + 14, 2);
        int second = number(text, offset + 17, 2);
        if ((year | month | day | hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (day < 1 || month < 1 || month > 12 || (day > 28 && !isDate(year, month, day))) {
            return null;
        }
        long days = daysSinceEpoch(year, month, day);
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
    }

    private static boolean separated(char[] text, int offset) {
        return text[offset + 4] == '-'
                && text[offset + 7] == '-'
                && text[offset + 10] == ' '
                && text[offset + 13] == ':'
                && text[offset + 16] == ':';
    }

    private static boolean utc(char[] text, int offset) {
        for (int i = 0; i < UTC.length(); i++) {
            if (text[offset + i] != UTC.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int number(char[] text, int offset, int digits) {
        int value = 0;
        for (int i = offset; i < offset + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
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
