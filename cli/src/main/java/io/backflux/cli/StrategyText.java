package io.backflux.cli;

import io.backflux.HarvestSummary;
import io.backflux.ParallelEstimate;
import io.backflux.Strategy;
import org.jspecify.annotations.Nullable;

/** How pages are asked for, in words. */
final class StrategyText {

    private StrategyText() {}

    /** Of a harvest; null where nothing was asked for. */
    static @Nullable String of(HarvestSummary summary) {
        Strategy strategy = summary.strategy();
        if (strategy == null) {
            return null;
        }
        String atOnce = strategy == Strategy.CHAIN ? "" : ", up to " + summary.parallelism() + " at once";
        return words(strategy) + atOnce + because(summary.strategyReason());
    }

    static String of(ParallelEstimate estimate) {
        return words(estimate.strategy()) + because(estimate.strategyReason());
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : ": " + OptionWords.of(reason);
    }

    private static String words(Strategy strategy) {
        return switch (strategy) {
            case CHAIN -> "one chain";
            case OFFSETS -> "offsets";
            case BOTH_ENDS -> "offsets from both ends";
            case BLOCKS -> "blocks of offsets";
            case RANGES -> "ranges of first_seen";
        };
    }
}
