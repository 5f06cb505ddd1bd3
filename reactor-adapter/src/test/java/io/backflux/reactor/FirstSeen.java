package io.backflux.reactor;

import java.time.LocalDate;

/** Times as the API writes them, in UTC. By hand, as a test serves millions of rows, and a formatter takes longest of all. */
final class FirstSeen {

    private static final int DAY = 86_400;

    private FirstSeen() {}

    /** {@code 2023-02-10 16:15:27 +00:00} */
    static String of(long epochSecond) {
        int second = (int) Math.floorMod(epochSecond, (long) DAY);
        StringBuilder text = new StringBuilder(26)
                .append(LocalDate.ofEpochDay(Math.floorDiv(epochSecond, (long) DAY)))
                .append(' ');
        twoDigits(text, second / 3600).append(':');
        twoDigits(text, second / 60 % 60).append(':');
        return twoDigits(text, second % 60).append(" +00:00").toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
