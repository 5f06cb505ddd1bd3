package io.backflux;

/**
 * How much of a harvest's bill may be retries: an outage must not multiply it.
 *
 * @param share retries as a share of the harvest's requests, retries included, from 0 to 1
 * @param always so many retries are allowed whatever the share, so that a short harvest has some too
 */
public record RetryBudget(double share, int always) {

    /** Half of the requests, so that retries at most double the bill; and 20 in any case. */
    public static final RetryBudget DEFAULT = new RetryBudget(0.5, 20);

    /** As many as the attempts allow. */
    public static final RetryBudget UNLIMITED = new RetryBudget(1, Integer.MAX_VALUE);

    public RetryBudget {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be from 0 to 1, was " + share);
        }
        if (always < 0) {
            throw new IllegalArgumentException("always must not be negative, was " + always);
        }
    }

    /**
     * Whether one more retry is within the budget.
     *
     * @param requests sent so far, retries included
     * @param retries sent so far
     */
    public boolean allows(int requests, int retries) {
        return retries < always || retries + 1 <= share * (requests + 1.0);
    }
}
