package io.backflux.paging;

import io.backflux.BacklinksQuery;
import io.backflux.HarvestEstimate;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reckons ahead what a harvest comes to. */
public final class Estimates {

    private static final Duration USUAL_ANSWER = Duration.ofSeconds(2);

    private Estimates() {}

    /** The query that one row is bought of, to reckon from. */
    public static BacklinksQuery probe(BacklinksQuery query) {
        return query.toBuilder().limit(1).build();
    }

    /**
     * Reckons from one row.
     *
     * @param max rows wanted at most
     * @param total {@code total_count}
     * @param paid what the one row did cost; null where the answer did not say
     */
    public static HarvestEstimate of(BacklinksQuery query, long max, long total, @Nullable BigDecimal paid) {
        int offset = query.offset() == null ? 0 : query.offset();
        long rows = Math.min(max, Math.max(0, total - offset));
        int limit = PageSize.within(query.limit(), max);
        long pages = rows == 0 ? 1 : (rows - 1) / limit + 1;
        BigDecimal one = paid != null && paid.signum() > 0 ? paid : PriceList.page(1);
        return new HarvestEstimate(
                query.target(),
                total,
                rows,
                pages,
                PriceList.of(pages, rows, one),
                USUAL_ANSWER.multipliedBy(pages),
                paid == null ? BigDecimal.ZERO : paid);
    }
}
