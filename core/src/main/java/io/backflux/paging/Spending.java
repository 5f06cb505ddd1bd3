package io.backflux.paging;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest has spent, in USD. Immutable.
 *
 * @param cost what answers said
 * @param unpriced set aside for requests whose answers never said: they may have been billed
 * @param dearest the most that one answer has cost; null before the first
 */
public record Spending(
        BigDecimal cost, BigDecimal unpriced, @Nullable BigDecimal dearest) {

    /** Before the first request. */
    public static final Spending NONE = new Spending(BigDecimal.ZERO, BigDecimal.ZERO, null);

    /**
     * What one more page may cost: as much as the dearest so far, and before the first what the price list says.
     *
     * @param limit rows in the page
     */
    public BigDecimal nextPage(int limit) {
        return dearest == null ? PriceList.page(limit) : dearest;
    }

    /** Whether one more page is sure to stay within a maximum; null for none. */
    public boolean allowsPage(@Nullable BigDecimal max, int limit) {
        return max == null || cost.add(unpriced).add(nextPage(limit)).compareTo(max) <= 0;
    }

    /**
     * After one more answer.
     *
     * @param price what it said; null, or negative, where it said nothing
     * @param limit rows that were asked for
     */
    public Spending after(@Nullable BigDecimal price, int limit) {
        if (price == null || price.signum() < 0) {
            return new Spending(cost, unpriced.add(nextPage(limit)), dearest);
        }
        BigDecimal most = dearest == null ? price : dearest.max(price);
        // What failed is often free, and says nothing of what a page costs.
        return new Spending(cost.add(price), unpriced, most.signum() == 0 ? null : most);
    }
}
