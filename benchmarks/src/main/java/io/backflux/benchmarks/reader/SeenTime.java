package io.backflux.benchmarks.reader;

import java.time.Instant;

/**
 * Times as the API writes them, {@code 2023-02-10 16:15:27 +00:00}, read by hand for all peers: a formatter would cost them
 * more than the rest of the row.
 */
final class SeenTime {

    private static final int LENGTH = 26;

    private SeenTime() {}

    static Instant parse(String text) {
        if (text.length() != LENGTH || !text.endsWith(" +00:00")) {
            throw new IllegalArgumentException("not a time of the API");
        }
        return instant(
                number(text, 0, 4),
                number(text, 5, 2),
                number(text, 8, 2),
                number(text, 11, 2),
                number(text, 14, 2),
                number(text, 17, 2));
    }

    static Instant parse(char[] text, int offset, int length) {
        if (length != LENGTH || text[offset + 20] != '+' || number(text, offset + 21, 2) != 0) {
            throw new IllegalArgumentException("not a time of the API");
        }
        return instant(
                number(text, offset, 4),
                number(text, offset + 5, 2),
                number(text, offset + 8, 2),
                number(text, offset + 11, 2),
                number(text, offset + 14, 2),
                number(text, offset + 17, 2));
    }

    private static int number(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int number(char[] text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /** Days are counted from March, so that the leap day comes last in its year. */
    private static Instant instant(int year, int month, int day, int hour, int minute, int second) {
        int y = month > 2 ? year : year - 1;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        long days = 365L * y + y / 4 - y / 100 + y / 400 + (153 * monthFromMarch + 2) / 5 + day - 1 - 719_468;
        return Instant.ofEpochSecond(((days * 24 + hour) * 60 + minute) * 60 + second);
    }
}
