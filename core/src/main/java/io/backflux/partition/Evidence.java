package io.backflux.partition;

import org.jspecify.annotations.Nullable;

/**
 * What was counted over a whole harvest, to be held against its plan.
 *
 * @param repeated rows that came before, as far as was looked
 * @param sample one row in so many was looked at
 * @param oneRun whether the harvest was not resumed
 * @param totalAtStart {@code total_count} of the first page
 * @param totalAtEnd the same of the last page that had it
 */
public record Evidence(
        long repeated,
        long sample,
        boolean oneRun,
        @Nullable Long totalAtStart,
        @Nullable Long totalAtEnd) {

    /** Whether each row was compared with all others. */
    boolean isExact() {
        return sample == 1 && oneRun;
    }

    /** Rows known to have come twice; 0 where only a sample was looked at. */
    long surelyRepeated() {
        return sample == 1 ? repeated : 0;
    }
}
