package io.backflux;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a harvest is whole, in numbers that add up: {@code received} is {@code distinct} and {@code repeated} together.
 *
 * <p>Repeated rows are counted in bounded memory (512 KB): exactly up to about 49,000 rows, beyond that in a sample of one
 * in {@code sample} rows, chosen by what a row is and not by when it came. A row that comes twice within the sample surely
 * came twice; the number is scaled up from there, so none found in the sample is no proof that there is none. A harvest that
 * resumed from a checkpoint adds what each run has counted: a row that came once in each isn't noticed. Of one that was
 * cancelled while rows lay ready ({@code prefetch}), those are looked at, too.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface HarvestProof permits Values.HarvestProof {

    /** Rows emitted. */
    long received();

    /** Of these, different ones: by {@code url_from}, {@code url_to}, {@code item_type} and {@code anchor}. */
    long distinct();

    /**
     * Of these, ones that had come with a page before, because the index moved while it was read, or because they are alike; rows
     * that are alike within one page are different rows, as one answer has no row twice.
     */
    long repeated();

    /** How many rows one counted row stands for, 1 for exact. */
    long sample();

    /** {@code total_count} of the first page; null where it did not say. */
    @Nullable Long totalAtStart();

    /** {@code total_count} of the last page; null where it did not say. */
    @Nullable Long totalAtEnd();

    /** Rows that a complete harvest is short of {@code totalAtStart}; 0 for none, or for one that is not complete. */
    long missing();

    /** What follows from the counts. */
    Verdict verdict();

    /** The same in words; of a parallel harvest that is not whole, with the range that lacks rows. */
    String finding();

    /** For tests; see {@link Builder}. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. Unless set, {@code sample} is 1, {@code verdict} {@link
     * Verdict#UNPROVEN}, {@code finding} that nothing was read, and the rest nothing: 0 or null.
     */
    final class Builder {

        private long received;
        private long distinct;
        private long repeated;
        private long sample = 1;
        private @Nullable Long totalAtStart;
        private @Nullable Long totalAtEnd;
        private long missing;
        private Verdict verdict = Verdict.UNPROVEN;
        private String finding = "nothing was read";

        private Builder() {}

        public Builder received(long received) {
            this.received = received;
            return this;
        }

        public Builder distinct(long distinct) {
            this.distinct = distinct;
            return this;
        }

        public Builder repeated(long repeated) {
            this.repeated = repeated;
            return this;
        }

        public Builder sample(long sample) {
            this.sample = sample;
            return this;
        }

        public Builder totalAtStart(@Nullable Long totalAtStart) {
            this.totalAtStart = totalAtStart;
            return this;
        }

        public Builder totalAtEnd(@Nullable Long totalAtEnd) {
            this.totalAtEnd = totalAtEnd;
            return this;
        }

        public Builder missing(long missing) {
            this.missing = missing;
            return this;
        }

        public Builder verdict(Verdict verdict) {
            this.verdict = Objects.requireNonNull(verdict, "verdict");
            return this;
        }

        public Builder finding(String finding) {
            this.finding = Objects.requireNonNull(finding, "finding");
            return this;
        }

        public HarvestProof build() {
            return new Values.HarvestProof(
                    received, distinct, repeated, sample, totalAtStart, totalAtEnd, missing, verdict, finding);
        }
    }
}
