package io.backflux.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them, the same in every country. */
final class Figures {

    private static final int CENTS = 2;
    private static final double NANOS = 1e9;

    private Figures() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String counted(long number, String noun) {
        String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count(number) + " " + (number == 1 ? noun : plural);
    }

    /** Exact, with cents at least. */
    static String dollars(BigDecimal cost) {
        BigDecimal exact = cost.stripTrailingZeros();
        return "$" + String.format(Locale.ROOT, "%,." + Math.max(CENTS, exact.scale()) + "f", exact);
    }

    /** Rounded up: what is reckoned is no bill. */
    static String about(BigDecimal cost) {
        return dollars(cost.scale() <= CENTS ? cost : cost.setScale(CENTS, RoundingMode.UP));
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%,.1f s", inSeconds(time));
    }

    /** Such as {@code 1:05} or {@code 2:00:00}. */
    static String clock(long seconds) {
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    static double perSecond(long number, Duration time) {
        return time.isZero() ? 0 : number / inSeconds(time);
    }

    static double inSeconds(Duration time) {
        return time.toNanos() / NANOS;
    }
}
