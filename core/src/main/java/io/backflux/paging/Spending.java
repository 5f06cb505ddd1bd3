package io.backflux.paging;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest has spent, in USD. Immutable.
 *
 * @param cost what answers said
 * @param unpriced set aside for requests whose answers never said: they may have been billed
 * @param dearest the most that one answer has cost
 * @param pricedRows the most rows of a page whose answer named its price; 0 before any
 */
public record Spending(BigDecimal cost, BigDecimal unpriced, BigDecimal dearest, int pricedRows) {

    /** Before the first request. */
    public static final Spending NONE = new Spending(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);

    /**
     * What one more page may cost: as much as the dearest answer so far, and where no page of so many rows has come yet what
     * the price list says if that is more.
     *
     * @param limit rows in the page
     */
    public BigDecimal nextPage(int limit) {
        return limit <= pricedRows ? dearest : dearest.max(PriceList.page(limit));
    }

    /** Whether so many more pages, sent or not, are sure to stay within a maximum; null for none. */
    public boolean allowsPages(@Nullable BigDecimal max, int pages, int limit) {
        BigDecimal aside = nextPage(limit).multiply(BigDecimal.valueOf(pages));
        return max == null || cost.add(unpriced).add(aside).compareTo(max) <= 0;
    }

    /**
     * What was spent, and what one more page would take.
     *
     * @param limit rows in the page
     */
    public String inWords(int limit) {
        String untold = unpriced.signum() == 0
                ? ""
                : ", up to " + Amounts.dollars(unpriced) + " more by answers that broke off";
        return Amounts.dollars(cost) + " spent" + untold + ", up to " + Amounts.dollars(nextPage(limit))
                + " for the next";
    }

    /**
     * After one more answer.
     *
     * @param price what it said; null, or negative, where it said nothing
     * @param limit rows that were asked for
     * @param rows that a page brought; 0 for a failure, which costs less than a page, or nothing
     */
    public Spending after(@Nullable BigDecimal price, int limit, int rows) {
        if (price == null || price.signum() < 0) {
            return new Spending(cost, unpriced.add(nextPage(limit)), dearest, pricedRows);
        }
        return new Spending(cost.add(price), unpriced, dearest.max(price), Math.max(pricedRows, rows));
    }
}
