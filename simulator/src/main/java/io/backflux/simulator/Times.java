package io.backflux.simulator;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;

/** Times in the API's form, {@code 2023-02-10 16:15:27 +00:00}, as seconds since 1970. */
final class Times {
    private static final int LENGTH = 26;
    private static final int SECONDS_A_DAY = 86_400;
    private static final byte[] ZONE = " +00:00".getBytes(StandardCharsets.US_ASCII);
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss XXXXX");

    private Times() {}

    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(OffsetDateTime.parse(text, FORM).toEpochSecond());
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    static String text(long epochSecond) {
        byte[] out = new byte[LENGTH];
        write(epochSecond, out, 0);
        return new String(out, StandardCharsets.US_ASCII);
    }

    /** As tokens have it: {@code 2023-02-10T16:15:27+00:00}. */
    static String iso(long epochSecond) {
        return text(epochSecond).replaceFirst(" ", "T").replace(" ", "");
    }

    /** Writes 26 bytes and returns the place after them. */
    static int write(long epochSecond, byte[] out, int position) {
        long second = Math.floorMod(epochSecond, (long) SECONDS_A_DAY);
        date(Math.floorDiv(epochSecond, (long) SECONDS_A_DAY), out, position);
        out[position + 10] = ' ';
        two(second / 3600, out, position + 11);
        out[position + 13] = ':';
        two(second / 60 % 60, out, position + 14);
        out[position + 16] = ':';
        two(second % 60, out, position + 17);
        System.arraycopy(ZONE, 0, out, position + 19, ZONE.length);
        return position + LENGTH;
    }

    /** The civil date of a day since 1970, counted in eras of 400 years that begin in March. */
    private static void date(long day, byte[] out, int position) {
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * dayOfYear + 2) / 153;
        long year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);
        two(year / 100, out, position);
        two(year % 100, out, position + 2);
        out[position + 4] = '-';
        two(month < 10 ? month + 3 : month - 9, out, position + 5);
        out[position + 7] = '-';
        two(dayOfYear - (153 * month + 2) / 5 + 1, out, position + 8);
    }

    private static void two(long number, byte[] out, int position) {
        out[position] = (byte) ('0' + number / 10);
        out[position + 1] = (byte) ('0' + number % 10);
    }
}
