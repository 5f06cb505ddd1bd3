package io.backflux.paging;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The vendor's prices of November 2026, for reckoning ahead. What is billed is what an answer says. */
public final class PriceList {

    private static final BigDecimal REQUEST = new BigDecimal("0.024");
    private static final BigDecimal ROW = new BigDecimal("0.000036");
    private static final int DECIMALS = 6;

    private PriceList() {}

    /** USD for a page of so many rows. */
    public static BigDecimal page(int rows) {
        return of(1, rows);
    }

    /** USD for so many requests that bring so many rows in all. */
    public static BigDecimal of(long requests, long rows) {
        return REQUEST.multiply(BigDecimal.valueOf(requests)).add(ROW.multiply(BigDecimal.valueOf(rows)));
    }

    /** The same at the prices of an account that paid so much for one row. */
    public static BigDecimal of(long requests, long rows, BigDecimal paidForOne) {
        return scaled(of(requests, rows), paidForOne, page(1));
    }

    /** A price of this list for an account that paid so much for what is listed at so much. */
    public static BigDecimal scaled(BigDecimal price, BigDecimal paid, BigDecimal listed) {
        return price.multiply(paid).divide(listed, DECIMALS, RoundingMode.HALF_UP);
    }
}
