package io.backflux.benchmarks.harvest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes a harvest's rows: counts them, notes when the first came, and adds up fields to prove that they were read. */
final class Tally {

    private final long start = System.nanoTime();
    private long first;
    private long rows;
    private long sum;

    void row(@Nullable Integer rank, @Nullable Instant lastSeen) {
        if (rows == 0) {
            begin();
        }
        rows++;
        sum += rank == null ? 0 : rank;
        sum += lastSeen == null ? 0 : lastSeen.getEpochSecond();
    }

    /** The first of what is waited for is here. */
    void begin() {
        if (first == 0) {
            first = System.nanoTime();
        }
    }

    /** A page that was received and not read. */
    void unread(int pageRows) {
        rows += pageRows;
    }

    /** A harvest that ended early would be the fastest. */
    void checkWhole(Site site) {
        if (rows != site.rows()) {
            throw new IllegalStateException(rows + " rows of " + site.target());
        }
    }

    long rows() {
        return rows;
    }

    long sum() {
        return sum;
    }

    /** From the start of the harvest to its first row. */
    long nanosToFirst() {
        return first - start;
    }

    /** From the start of the harvest until now. */
    long nanosUntilNow() {
        return System.nanoTime() - start;
    }
}
