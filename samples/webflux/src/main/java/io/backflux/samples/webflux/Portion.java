package io.backflux.samples.webflux;

import io.backflux.Backlink;
import io.backflux.HarvestSummary;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a reader gets for one call.
 *
 * @param links the rows
 * @param shown rows so far
 * @param total rows that there are, as far as is known
 * @param cost USD so far
 * @param end whether there are no more
 * @param proof whether the rows are the whole, once there are no more
 */
record Portion(
        List<Backlink> links,
        long shown,
        @Nullable Long total,
        BigDecimal cost,
        boolean end,
        @Nullable String proof) {

    static Portion of(List<Backlink> links, long shown, boolean end, @Nullable HarvestSummary summary) {
        if (summary == null) {
            return new Portion(links, shown, null, BigDecimal.ZERO, end, null);
        }
        String proof = end ? summary.proof().verdict() + ": " + summary.proof().finding() : null;
        return new Portion(
                links,
                shown,
                summary.progress().totalCount(),
                summary.progress().cost(),
                end,
                proof);
    }
}
