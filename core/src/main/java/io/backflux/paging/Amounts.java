package io.backflux.paging;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Amounts as the sentences of a reason or a finding have them, the same in every country. What a caller sets or looks up (a
 * limit, a code, a place) stays in its messages as it was set.
 */
public final class Amounts {

    private static final int CENTS = 2;

    private Amounts() {}

    /** Such as {@code 20,000}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Such as {@code 1 row}, {@code 20,000 rows}. */
    public static String rows(long number) {
        return count(number) + (number == 1 ? " row" : " rows");
    }

    /** Such as {@code $0.10}: as exact as it is, with cents at least. */
    public static String dollars(BigDecimal amount) {
        BigDecimal exact = amount.stripTrailingZeros();
        return "$" + String.format(Locale.ROOT, "%,." + Math.max(CENTS, exact.scale()) + "f", exact);
    }
}
