package io.backflux.benchmarks.service;

import java.util.Locale;

/**
 * What was found, beside what it must not exceed.
 *
 * @param what is counted, with its unit
 */
record Bound(String what, double most, double found) {

    /** What must be so every time; found is how often it was not. */
    static Bound none(String what, double found) {
        return new Bound(what, 0, found);
    }

    boolean holds() {
        return found <= most;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-78s %12s   at most %12s   %s",
                what,
                number(found),
                number(most),
                holds() ? "holds" : "BROKEN");
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }
}
