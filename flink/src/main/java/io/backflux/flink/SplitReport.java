package io.backflux.flink;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How the harvest of a split ended. What was bought before a crash and is lost with it is in none.
 *
 * @param rows rows emitted
 * @param total {@code total_count} of the first page; null where it did not say
 * @param cost USD
 * @param failure why the target was refused; null where it was not
 */
record SplitReport(
        long rows,
        int pages,
        int requests,
        BigDecimal cost,
        @Nullable Long total,
        Verdict verdict,
        String finding,
        @Nullable String failure)
        implements Serializable {

    /**
     * @param emitted rows that went downstream, which may be others where the index changed between a crash and the restart
     * @param outside rows that came though they are outside of the range
     */
    static SplitReport of(HarvestSummary summary, long emitted, long outside) {
        boolean agrees = emitted == summary.proof().received();
        Verdict verdict = summary.proof().verdict();
        return new SplitReport(
                emitted,
                summary.progress().pages(),
                summary.progress().requests(),
                summary.progress().cost(),
                summary.proof().totalAtStart(),
                agrees || verdict != Verdict.PROVEN ? verdict : outside > 0 ? Verdict.UNPROVEN : Verdict.DRIFTED,
                agrees
                        ? summary.proof().finding()
                        : whyFewer(emitted, summary.proof().received(), outside),
                null);
    }

    private static String whyFewer(long emitted, long received, long outside) {
        return outside > 0
                ? "the server counts rows outside of the range: %d came, %d of them outside, which another range has"
                        .formatted(received, outside)
                : "the index changed while a page was read again: %d rows were emitted, and %d came"
                        .formatted(emitted, received);
    }

    /** @param before what was paid until then; null where no page came */
    static SplitReport refused(long emitted, @Nullable HarvestProgress before, String why) {
        return new SplitReport(
                emitted,
                before == null ? 0 : before.pages(),
                before == null ? 0 : before.requests(),
                before == null ? BigDecimal.ZERO : before.cost(),
                null,
                Verdict.UNPROVEN,
                "it was refused",
                why);
    }
}
