package io.backflux;

import java.math.BigDecimal;

/**
 * What resuming a chain comes to, reckoned from its checkpoint. A token binds the size of its pages: where a maximum made
 * them small, and more is wanted later, a new harvest may cost less than the rest.
 *
 * @param target the query's target
 * @param limit rows a page, as the token binds them
 * @param rows rows that are left: of {@code total_count}, or of the harvest's maximum where that is less
 * @param requests requests that they take
 * @param cost USD, from the vendor's price list, scaled to what the harvest has cost so far
 * @param limitAnew rows a page of a new harvest
 * @param requestsAnew requests that a new harvest takes, for all rows
 * @param costAnew USD that it costs, reckoned alike
 */
public record RemainingEstimate(
        String target,
        int limit,
        long rows,
        long requests,
        BigDecimal cost,
        int limitAnew,
        long requestsAnew,
        BigDecimal costAnew) {

    /** Requests that the rest takes only because its pages are smaller than those of a new harvest; 0 where none. */
    public long extraRequests() {
        return Math.max(0, requests - ((rows - 1) / limitAnew + 1));
    }

    /** Whether a new harvest costs less than the rest of this one, though it buys again what came already. */
    public boolean isCheaperAnew() {
        return costAnew.compareTo(cost) < 0;
    }
}
