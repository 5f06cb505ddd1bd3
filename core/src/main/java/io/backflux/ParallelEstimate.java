package io.backflux;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest comes to with so many requests at once, reckoned ahead.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface ParallelEstimate permits Values.ParallelEstimate {

    /** Requests at once, 1 for a chain. */
    int parallelism();

    /** How its pages are requested. */
    Strategy strategy();

    /** Why it is one chain though {@code parallelism} is more than 1, in words; null where it isn't. */
    @Nullable String strategyReason();

    /** Requests that it takes. */
    long requests();

    /** USD, from the vendor's price list, scaled to what the one row did cost. */
    BigDecimal cost();

    /** At 2 s an answer, as long as answers mostly take. */
    Duration time();

    /** For tests; see {@link Builder}. */
    static Builder builder(int parallelism) {
        return new Builder(parallelism);
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. Unless set, {@code strategy} is {@link Strategy#CHAIN}, and the
     * rest nothing: 0 or null.
     */
    final class Builder {

        private final int parallelism;
        private Strategy strategy = Strategy.CHAIN;
        private @Nullable String strategyReason;
        private long requests;
        private BigDecimal cost = BigDecimal.ZERO;
        private Duration time = Duration.ZERO;

        private Builder(int parallelism) {
            this.parallelism = parallelism;
        }

        public Builder strategy(Strategy strategy) {
            this.strategy = Objects.requireNonNull(strategy, "strategy");
            return this;
        }

        public Builder strategyReason(@Nullable String strategyReason) {
            this.strategyReason = strategyReason;
            return this;
        }

        public Builder requests(long requests) {
            this.requests = requests;
            return this;
        }

        public Builder cost(BigDecimal cost) {
            this.cost = Objects.requireNonNull(cost, "cost");
            return this;
        }

        public Builder time(Duration time) {
            this.time = Objects.requireNonNull(time, "time");
            return this;
        }

        public ParallelEstimate build() {
            return new Values.ParallelEstimate(parallelism, strategy, strategyReason, requests, cost, time);
        }
    }
}
