package io.backflux.reactor.oracle;

import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.Verdict;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to.
 *
 * @param terminals completions and errors
 * @param checkpoint where the next one resumes
 * @param received rows delivered by then, by all runs
 * @param billed by this run
 */
record RunResult(
        Run run,
        boolean cancelled,
        int terminals,
        int summaries,
        @Nullable HarvestSummary summary,
        @Nullable Throwable error,
        @Nullable Checkpoint checkpoint,
        int received,
        int requests,
        int requestsAfterEnd,
        BigDecimal billed) {

    @Nullable Verdict verdict() {
        return summary == null ? null : summary.proof().verdict();
    }
}
