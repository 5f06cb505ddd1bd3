package io.backflux;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a harvest ended.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface HarvestSummary permits Values.HarvestSummary {

    /** Whether the server had more. */
    HarvestStatus status();

    /** What it had come to; of a harvest that resumed from a checkpoint, all runs together. */
    HarvestProgress progress();

    /** Why it ended, in words; for a failure the error's message. */
    String reason();

    /** How its pages were requested; null where that was never decided, because no page came. */
    @Nullable Strategy strategy();

    /**
     * Why it is one chain though {@code parallelism} was more than 1, in words; null where it isn't, and where the rows fit
     * into one page.
     */
    @Nullable String strategyReason();

    /** How many requests at once were allowed. */
    int parallelism();

    /** Whether it is whole. */
    HarvestProof proof();

    /**
     * Values in its rows that were of another type than their field's, and are kept in {@link Extras#unexpected()}; and nulls
     * where a row belongs, which are left out.
     */
    long unexpectedValues();

    /** USD set aside for answers that broke off before they named their price; they may have been billed. */
    BigDecimal unpriced();

    /** What it had come to at the checkpoint that it resumed from; null for one that began at its beginning. */
    @Nullable HarvestProgress resumedFrom();

    /**
     * Where to resume; null where there is nothing to resume from. It covers what was emitted; where the subscriber cancelled
     * while rows or pages lay ready ({@code prefetch}), the whole pages of that.
     */
    @Nullable Checkpoint checkpoint();

    /** For tests; see {@link Builder}. */
    static Builder builder(HarvestStatus status, HarvestProgress progress) {
        return new Builder(status, progress);
    }

    /** With all of this, to change some. */
    default Builder toBuilder() {
        return new Builder(status(), progress())
                .reason(reason())
                .strategy(strategy())
                .strategyReason(strategyReason())
                .parallelism(parallelism())
                .proof(proof())
                .unexpectedValues(unexpectedValues())
                .unpriced(unpriced())
                .resumedFrom(resumedFrom())
                .checkpoint(checkpoint());
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. Unless set, {@code parallelism} is 1, {@code proof} that of
     * nothing read, and the rest nothing: 0, empty or null.
     */
    final class Builder {

        private HarvestStatus status;
        private HarvestProgress progress;
        private String reason = "";
        private @Nullable Strategy strategy;
        private @Nullable String strategyReason;
        private int parallelism = 1;
        private HarvestProof proof = HarvestProof.builder().build();
        private long unexpectedValues;
        private BigDecimal unpriced = BigDecimal.ZERO;
        private @Nullable HarvestProgress resumedFrom;
        private @Nullable Checkpoint checkpoint;

        private Builder(HarvestStatus status, HarvestProgress progress) {
            this.status = Objects.requireNonNull(status, "status");
            this.progress = Objects.requireNonNull(progress, "progress");
        }

        public Builder status(HarvestStatus status) {
            this.status = Objects.requireNonNull(status, "status");
            return this;
        }

        public Builder progress(HarvestProgress progress) {
            this.progress = Objects.requireNonNull(progress, "progress");
            return this;
        }

        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        public Builder strategy(@Nullable Strategy strategy) {
            this.strategy = strategy;
            return this;
        }

        public Builder strategyReason(@Nullable String strategyReason) {
            this.strategyReason = strategyReason;
            return this;
        }

        public Builder parallelism(int parallelism) {
            this.parallelism = parallelism;
            return this;
        }

        public Builder proof(HarvestProof proof) {
            this.proof = Objects.requireNonNull(proof, "proof");
            return this;
        }

        public Builder unexpectedValues(long unexpectedValues) {
            this.unexpectedValues = unexpectedValues;
            return this;
        }

        public Builder unpriced(BigDecimal unpriced) {
            this.unpriced = Objects.requireNonNull(unpriced, "unpriced");
            return this;
        }

        public Builder resumedFrom(@Nullable HarvestProgress resumedFrom) {
            this.resumedFrom = resumedFrom;
            return this;
        }

        public Builder checkpoint(@Nullable Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            return this;
        }

        public HarvestSummary build() {
            return new Values.HarvestSummary(
                    status,
                    progress,
                    reason,
                    strategy,
                    strategyReason,
                    parallelism,
                    proof,
                    unexpectedValues,
                    unpriced,
                    resumedFrom,
                    checkpoint);
        }
    }
}
