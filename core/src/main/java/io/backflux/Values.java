package io.backflux;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the values that the library alone makes. Records, so that they compare and print themselves; out of sight,
 * so that a value may get one more component and no caller has to be compiled anew.
 */
final class Values {

    private Values() {}

    record HarvestProgress(
            String target,
            @Nullable Long totalCount,
            long received,
            int pages,
            int requests,
            int retries,
            BigDecimal cost,
            List<io.backflux.RangeProgress> ranges)
            implements io.backflux.HarvestProgress {}

    record RangeProgress(
            Instant to,
            @Nullable Instant from,
            long received,
            @Nullable Long expected,
            boolean ended) implements io.backflux.RangeProgress {}

    record HarvestProof(
            long received,
            long distinct,
            long repeated,
            long sample,
            @Nullable Long totalAtStart,
            @Nullable Long totalAtEnd,
            long missing,
            Verdict verdict,
            String finding)
            implements io.backflux.HarvestProof {}

    record HarvestSummary(
            HarvestStatus status,
            io.backflux.HarvestProgress progress,
            String reason,
            @Nullable Strategy strategy,
            @Nullable String strategyReason,
            int parallelism,
            io.backflux.HarvestProof proof,
            long unexpectedValues,
            BigDecimal unpriced,
            io.backflux.@Nullable HarvestProgress resumedFrom,
            @Nullable Checkpoint checkpoint)
            implements io.backflux.HarvestSummary {}

    record AccountStatus(
            @Nullable BigDecimal balance,
            @Nullable BigDecimal pricePerRequest,
            @Nullable BigDecimal pricePerRow,
            @Nullable Integer requestsPerMinute,
            @Nullable Instant subscriptionExpiry,
            Instant readAt)
            implements io.backflux.AccountStatus {}

    record HarvestEstimate(
            String target,
            long totalCount,
            long rows,
            long requests,
            BigDecimal cost,
            Duration time,
            BigDecimal paid,
            @Nullable BigDecimal balance,
            List<io.backflux.ParallelEstimate> parallel)
            implements io.backflux.HarvestEstimate {}

    record ParallelEstimate(
            int parallelism,
            Strategy strategy,
            @Nullable String strategyReason,
            long requests,
            BigDecimal cost,
            Duration time)
            implements io.backflux.ParallelEstimate {}

    record RemainingEstimate(
            String target,
            int limit,
            long rows,
            long requests,
            BigDecimal cost,
            int limitAnew,
            long requestsAnew,
            BigDecimal costAnew)
            implements io.backflux.RemainingEstimate {}

    record BacklinksPage(
            Checkpoint checkpoint,
            int number,
            List<Backlink> items,
            @Nullable Long totalCount,
            @Nullable BigDecimal cost,
            @Nullable String taskId,
            boolean last)
            implements io.backflux.BacklinksPage {

        @Override
        public String toString() {
            return "BacklinksPage[number=" + number + ", items=" + items.size() + ", totalCount=" + totalCount
                    + ", cost=" + cost + ", taskId=" + taskId + ", last=" + last + "]";
        }
    }
}
