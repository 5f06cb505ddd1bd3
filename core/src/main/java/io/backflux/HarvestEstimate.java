package io.backflux;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest will come to, reckoned from one row of it.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface HarvestEstimate permits Values.HarvestEstimate {

    /** The query's target. */
    String target();

    /** Rows that the query has. */
    long totalCount();

    /** Rows that the harvest would bring: the total, or its maximum where that is less. */
    long rows();

    /** Requests that they take, one after the other. */
    long requests();

    /** USD, from the vendor's price list, scaled to what the one row did cost. */
    BigDecimal cost();

    /** One page after the other at 2 s each, as long as answers mostly take. */
    Duration time();

    /** USD that the estimate itself did cost. */
    BigDecimal paid();

    /** USD that the account had when this was reckoned; null where the API did not say. */
    @Nullable BigDecimal balance();

    /** The same for 1, 4, 8 and 30 requests at once, and for as many as this harvest has; fewest first. */
    List<ParallelEstimate> parallel();

    /**
     * Whether the account's balance is known not to do for {@link #cost()}. A harvest that is begun all the same ends with
     * {@link io.backflux.error.AccountRefusedException} where the balance does, and its checkpoint.
     */
    default boolean isBalanceTooSmall() {
        BigDecimal left = balance();
        return left != null && left.compareTo(cost()) < 0;
    }

    /** With all of this, to change some. */
    default Builder toBuilder() {
        return new Builder(target())
                .totalCount(totalCount())
                .rows(rows())
                .requests(requests())
                .cost(cost())
                .time(time())
                .paid(paid())
                .balance(balance())
                .parallel(parallel());
    }

    /** For tests; see {@link Builder}. */
    static Builder builder(String target) {
        return new Builder(target);
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. What isn't set is nothing: 0, empty or null.
     */
    final class Builder {

        private final String target;
        private long totalCount;
        private long rows;
        private long requests;
        private BigDecimal cost = BigDecimal.ZERO;
        private Duration time = Duration.ZERO;
        private BigDecimal paid = BigDecimal.ZERO;
        private @Nullable BigDecimal balance;
        private List<ParallelEstimate> parallel = List.of();

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        public Builder totalCount(long totalCount) {
            this.totalCount = totalCount;
            return this;
        }

        public Builder rows(long rows) {
            this.rows = rows;
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

        public Builder paid(BigDecimal paid) {
            this.paid = Objects.requireNonNull(paid, "paid");
            return this;
        }

        public Builder balance(@Nullable BigDecimal balance) {
            this.balance = balance;
            return this;
        }

        public Builder parallel(List<ParallelEstimate> parallel) {
            this.parallel = List.copyOf(parallel);
            return this;
        }

        public HarvestEstimate build() {
            return new Values.HarvestEstimate(target, totalCount, rows, requests, cost, time, paid, balance, parallel);
        }
    }
}
