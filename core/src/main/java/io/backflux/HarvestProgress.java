package io.backflux;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a harvest has come; of one that resumed from a checkpoint, all runs together.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface HarvestProgress permits Values.HarvestProgress {

    /** The query's target. */
    String target();

    /** How many rows the query has, as the first page says; null before it, or where it did not say. */
    @Nullable Long totalCount();

    /** Rows emitted. */
    long received();

    /** Pages read to their end. */
    int pages();

    /** Requests sent, retries included; each is billed. */
    int requests();

    /** Requests that repeated one that failed. */
    int retries();

    /** USD, the sum of what every answer said, failed ones included. */
    BigDecimal cost();

    /** Of a parallel harvest, its parts by this run and earlier ones; empty for a chain. */
    List<RangeProgress> ranges();

    /** For tests; see {@link Builder}. */
    static Builder builder(String target) {
        return new Builder(target);
    }

    /** With all of this, to change some. */
    default Builder toBuilder() {
        return new Builder(target())
                .totalCount(totalCount())
                .received(received())
                .pages(pages())
                .requests(requests())
                .retries(retries())
                .cost(cost())
                .ranges(ranges());
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. What isn't set is nothing: 0, empty or null.
     */
    final class Builder {

        private String target;
        private @Nullable Long totalCount;
        private long received;
        private int pages;
        private int requests;
        private int retries;
        private BigDecimal cost = BigDecimal.ZERO;
        private List<RangeProgress> ranges = List.of();

        private Builder(String target) {
            this.target = Objects.requireNonNull(target, "target");
        }

        public Builder target(String target) {
            this.target = Objects.requireNonNull(target, "target");
            return this;
        }

        public Builder totalCount(@Nullable Long totalCount) {
            this.totalCount = totalCount;
            return this;
        }

        public Builder received(long received) {
            this.received = received;
            return this;
        }

        public Builder pages(int pages) {
            this.pages = pages;
            return this;
        }

        public Builder requests(int requests) {
            this.requests = requests;
            return this;
        }

        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        public Builder cost(BigDecimal cost) {
            this.cost = Objects.requireNonNull(cost, "cost");
            return this;
        }

        public Builder ranges(List<RangeProgress> ranges) {
            this.ranges = List.copyOf(ranges);
            return this;
        }

        public HarvestProgress build() {
            return new Values.HarvestProgress(target, totalCount, received, pages, requests, retries, cost, ranges);
        }
    }
}
