package io.backflux;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One whole page of a harvest. Its {@code toString} is without the rows and the token.
 *
 * <p>Made by the library; to make one for a test, use {@link #builder}.
 */
public sealed interface BacklinksPage permits Values.BacklinksPage {

    /** Where to resume once this page and those before it are stored. */
    Checkpoint checkpoint();

    /** 1 for the first page of the harvest. */
    int number();

    /** The page's rows in the server's order, immutable; cut at the harvest's maximum where there is one. */
    List<Backlink> items();

    /** How many rows the query has in all, as this page says; null where it did not say. */
    @Nullable Long totalCount();

    /** What the answer cost in USD, as it says; null where it did not say. */
    @Nullable BigDecimal cost();

    /** The vendor's id of the request, to name in a question to their support; null where it did not say. */
    @Nullable String taskId();

    /**
     * Whether the harvest ends with this page; a parallel one may still have to ask whether rows are missing, and then none is
     * marked.
     */
    boolean last();

    /** For tests; see {@link Builder}. */
    static Builder builder(Checkpoint checkpoint) {
        return new Builder(checkpoint);
    }

    /**
     * Builds one, for tests. Each setter takes what the accessor of its name returns, in its unit, and refuses null with a
     * {@code NullPointerException} where that is never null. Unless set, {@code number} is 1, and the rest nothing: empty,
     * false or null.
     */
    final class Builder {

        private final Checkpoint checkpoint;
        private int number = 1;
        private List<Backlink> items = List.of();
        private @Nullable Long totalCount;
        private @Nullable BigDecimal cost;
        private @Nullable String taskId;
        private boolean last;

        private Builder(Checkpoint checkpoint) {
            this.checkpoint = Objects.requireNonNull(checkpoint, "checkpoint");
        }

        public Builder number(int number) {
            this.number = number;
            return this;
        }

        public Builder items(List<Backlink> items) {
            this.items = List.copyOf(items);
            return this;
        }

        public Builder totalCount(@Nullable Long totalCount) {
            this.totalCount = totalCount;
            return this;
        }

        public Builder cost(@Nullable BigDecimal cost) {
            this.cost = cost;
            return this;
        }

        public Builder taskId(@Nullable String taskId) {
            this.taskId = taskId;
            return this;
        }

        public Builder last(boolean last) {
            this.last = last;
            return this;
        }

        public BacklinksPage build() {
            return new Values.BacklinksPage(checkpoint, number, items, totalCount, cost, taskId, last);
        }
    }
}
