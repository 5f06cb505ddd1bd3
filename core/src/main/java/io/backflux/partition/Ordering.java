package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.OrderBy;
import io.backflux.RowOrder;
import io.backflux.Strategy;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.error.CheckpointException.Reason;
import io.backflux.paging.StableOrder;
import io.backflux.wire.CheckpointContent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which order a harvest's rows come, and so whether several of its requests may be in flight.
 *
 * @param wanted null where the caller left it open: the query's own with one slot, any with several
 * @param slots requests at once
 * @param from where the harvest resumes; null where it begins
 */
public record Ordering(
        BacklinksQuery query,
        @Nullable RowOrder wanted,
        int slots,
        @Nullable CheckpointContent from) {

    /**
     * Makes sure that nothing contradicts itself, in whatever order it was said.
     *
     * @throws IllegalStateException if the order can't be had with this query, or with several slots
     * @throws CheckpointException if the checkpoint is of a harvest in another order
     */
    public void check() {
        if (wanted == RowOrder.STABLE && sortsItself()) {
            throw new IllegalStateException("order STABLE sorts by " + words(StableOrder.RULES)
                    + ", and the query has orderBy " + words(query.orderBy())
                    + ": leave orderBy empty, or leave order(RowOrder.STABLE) out");
        }
        if (slots > 1 && wanted == RowOrder.QUERY) {
            throw new IllegalStateException("order QUERY takes one request at a time, and parallelism is " + slots
                    + ": call parallelism(1), or order(RowOrder.STABLE) or order(RowOrder.ANY)");
        }
        if (slots > 1 && insistsOnItsOrder()) {
            throw new IllegalStateException("parallelism is " + slots + ", and the query has orderBy "
                    + words(query.orderBy())
                    + ", which takes one request at a time: call order(RowOrder.ANY) to give it up, or parallelism(1)");
        }
        if (from != null) {
            check(from);
        }
    }

    private void check(CheckpointContent checkpoint) {
        boolean isBounded = checkpoint.query().before() != null;
        if (wanted == RowOrder.STABLE && !isBounded) {
            throw otherOrder(
                    "the checkpoint is of a harvest in another order: resume it in that order, or begin without it");
        }
        if (wanted == RowOrder.STABLE && checkpoint.strategy() == Strategy.BOTH_ENDS) {
            throw otherOrder("the checkpoint is of a harvest from both ends, which has no order: resume it in"
                    + " order ANY, or begin without it");
        }
        boolean isInQueryOrder = !checkpoint.isParallel() && query.orderBy().equals(StableOrder.RULES);
        if (wanted == RowOrder.QUERY && isBounded && !isInQueryOrder) {
            throw otherOrder(
                    "the checkpoint is of a harvest in another order than the query's: resume it in order ANY, or"
                            + " begin without it");
        }
    }

    private static CheckpointException otherOrder(String message) {
        return BacklinksException.builder(message).checkpointRefused(Reason.OTHER_QUERY);
    }

    private static List<String> words(List<OrderBy> rules) {
        return rules.stream().map(OrderBy::apiForm).toList();
    }

    /** Whether rows are emitted in the stable order, from several slots too. */
    public boolean isStable() {
        return wanted == RowOrder.STABLE;
    }

    private boolean sortsItself() {
        return !query.orderBy().isEmpty() && !query.orderBy().equals(StableOrder.RULES);
    }

    private boolean insistsOnItsOrder() {
        return sortsItself() && wanted != RowOrder.ANY;
    }

    /** Whether several pages may be in flight at once, or were in an earlier run. */
    public boolean isParallel() {
        boolean wasParallel = from != null && from.isParallel();
        return wasParallel || (slots > 1 && obstacle() == null);
    }

    /** Why several slots can't be used, in words; null where they can. */
    public @Nullable String obstacle() {
        if (from != null && from.query().before() == null) {
            return "the checkpoint is of a chain in another order";
        }
        if (from != null && from.chain().after() != null) {
            return "the checkpoint is of a chain that resumed from its last row";
        }
        return obstacleByQuery();
    }

    /** The same where the harvest begins at its beginning. */
    public @Nullable String obstacleByQuery() {
        if (wanted == RowOrder.QUERY) {
            return "the rows are wanted in the query's own order";
        }
        return insistsOnItsOrder() ? "the query has an orderBy of its own" : Strategies.obstacle(query);
    }

    /** When the harvest began; null where its checkpoint doesn't say. */
    public @Nullable Instant begun(Instant now) {
        return from == null ? StableOrder.boundAt(now) : from.query().begun();
    }

    /** Only rows first seen before that second are the harvest's; null where it is not in the stable order. */
    public @Nullable Instant bound(Instant now) {
        if (from != null) {
            return from.query().before();
        }
        boolean lacksRoom = slots > 1 && !insistsOnItsOrder() && !StableOrder.hasRoomForRange(query);
        return isStable() || lacksRoom || isParallel() ? StableOrder.boundAt(now) : null;
    }
}
