package io.backflux.partition;

import io.backflux.paging.Amounts;

/**
 * Why nothing more is to be requested.
 *
 * @param limited whether it is the caller's maximum that was reached, with rows left
 * @param reason in words
 * @param missing rows that it is short of {@code total_count}
 */
public record Conclusion(boolean limited, String reason, long missing) {

    /** Everything that the caller wanted has come. */
    static Conclusion atMaximum(long max) {
        return new Conclusion(true, "the maximum of " + Amounts.rows(max) + " came", 0);
    }
}
