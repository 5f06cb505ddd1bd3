package io.backflux.benchmarks.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private Figures() {}

    /** Three digits that count, or all before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** Nothing where there is no part, as of a single sample. */
    static String percent(double part) {
        return Double.isNaN(part) ? "" : String.format(Locale.ROOT, "%.1f %%", part * 100);
    }

    static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }
}
