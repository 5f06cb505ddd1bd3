package io.backflux;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a part of a parallel harvest has come: a range of {@code first_seen}, or a page at an offset.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface RangeProgress permits Values.RangeProgress {

    /** The second after its last. */
    Instant to();

    /** The first second of the range; null for the earliest, and for a page. */
    @Nullable Instant from();

    /** Rows emitted. */
    long received();

    /** Rows that it has, roughly; null before its first answer. */
    @Nullable Long expected();

    /** Whether nothing of it is left. */
    boolean ended();

    /** For tests; see {@link Builder}. */
    static Builder builder(Instant to) {
        return new Builder(to);
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. What isn't set is nothing: 0, false or null.
     */
    final class Builder {

        private final Instant to;
        private @Nullable Instant from;
        private long received;
        private @Nullable Long expected;
        private boolean ended;

        private Builder(Instant to) {
            this.to = Objects.requireNonNull(to, "to");
        }

        public Builder from(@Nullable Instant from) {
            this.from = from;
            return this;
        }

        public Builder received(long received) {
            this.received = received;
            return this;
        }

        public Builder expected(@Nullable Long expected) {
            this.expected = expected;
            return this;
        }

        public Builder ended(boolean ended) {
            this.ended = ended;
            return this;
        }

        public RangeProgress build() {
            return new Values.RangeProgress(to, from, received, expected, ended);
        }
    }
}
