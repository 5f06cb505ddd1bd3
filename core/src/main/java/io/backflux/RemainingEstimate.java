package io.backflux;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What resuming a chain comes to, reckoned from its checkpoint. A token binds the size of its pages: where a maximum made
 * them small, and more is wanted later, a new harvest may cost less than the rest.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface RemainingEstimate permits Values.RemainingEstimate {

    /** The query's target. */
    String target();

    /** Rows a page, as the token binds them. */
    int limit();

    /** Rows that are left: of {@code total_count}, or of the harvest's maximum where that is less. */
    long rows();

    /** Requests that they take. */
    long requests();

    /** USD, from the vendor's price list, scaled to what the harvest has cost so far. */
    BigDecimal cost();

    /** Rows a page of a new harvest. */
    int limitAnew();

    /** Requests that a new harvest takes, for all rows. */
    long requestsAnew();

    /** USD that it costs, reckoned alike. */
    BigDecimal costAnew();

    /** Requests that the rest takes only because its pages are smaller than those of a new harvest; 0 where none. */
    default long extraRequests() {
        return Math.max(0, requests() - ((rows() - 1) / limitAnew() + 1));
    }

    /** Whether a new harvest costs less than the rest of this one, though it buys again what came already. */
    default boolean isCheaperAnew() {
        return costAnew().compareTo(cost()) < 0;
    }

    /** For tests; see {@link Builder}. */
    static Builder builder(String target) {
        return new Builder(target);
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. Unless set, {@code limitAnew} is 1000, and the rest 0.
     */
    final class Builder {

        private final String target;
        private int limit;
        private long rows;
        private long requests;
        private BigDecimal cost = BigDecimal.ZERO;
        private int limitAnew = 1000;
        private long requestsAnew;
        private BigDecimal costAnew = BigDecimal.ZERO;

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        public Builder limit(int limit) {
            this.limit = limit;
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

        public Builder limitAnew(int limitAnew) {
            this.limitAnew = limitAnew;
            return this;
        }

        public Builder requestsAnew(long requestsAnew) {
            this.requestsAnew = requestsAnew;
            return this;
        }

        public Builder costAnew(BigDecimal costAnew) {
            this.costAnew = Objects.requireNonNull(costAnew, "costAnew");
            return this;
        }

        public RemainingEstimate build() {
            return new Values.RemainingEstimate(target, limit, rows, requests, cost, limitAnew, requestsAnew, costAnew);
        }
    }
}
