package io.backflux;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a harvest has come; of one that went on from a checkpoint, all runs together.
 *
 * @param target the query's target
 * @param totalCount how many rows the query has, in the words of the first page; null before it, or where it did not say
 * @param received rows handed on
 * @param pages pages read to their end
 * @param requests requests sent, retries included; each is billed
 * @param retries requests that repeated one that failed
 * @param cost USD, the sum of what every answer said, failed ones included
 * @param ranges of a parallel harvest, its parts by this run and earlier ones; empty for a chain
 */
public record HarvestProgress(
        String target,
        @Nullable Long totalCount,
        long received,
        int pages,
        int requests,
        int retries,
        BigDecimal cost,
        List<RangeProgress> ranges) {

    public HarvestProgress {
        ranges = List.copyOf(ranges);
    }

    /** Of a chain; see the record. */
    public HarvestProgress(
            String target,
            @Nullable Long totalCount,
            long received,
            int pages,
            int requests,
            int retries,
            BigDecimal cost) {
        this(target, totalCount, received, pages, requests, retries, cost, List.of());
    }
}
