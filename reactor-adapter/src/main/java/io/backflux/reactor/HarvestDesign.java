package io.backflux.reactor;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestEstimate;
import io.backflux.RowOrder;
import io.backflux.Strategy;
import io.backflux.error.BacklinksException;
import io.backflux.error.Place;
import io.backflux.paging.Plan;
import io.backflux.partition.Forecast;
import io.backflux.partition.Ordering;
import io.backflux.partition.Planner;
import io.backflux.wire.CheckpointContent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from a harvest's query and options: its order, its plan, and what decides of a subscription. */
record HarvestDesign(BacklinksQuery query, HarvestOptions options) {

    Ordering ordering() {
        return new Ordering(query, options.order(), options.slots(), options.from());
    }

    /** The plan of a subscription that begins now. */
    Plan plan(Instant now) {
        return Plan.of(query, ordering().bound(now), options.max())
                .begunAt(ordering().begun(now));
    }

    /** What decides of a subscription that begins now. */
    Planner planner(Instant now) {
        CheckpointContent from = options.from();
        Plan plan = plan(now);
        return ordering().isParallel()
                ? Planner.ofPartition(plan, options.reach(), ordering().isStable(), from)
                : Planner.ofChain(plan, from, obstacleOfChain());
    }

    /** How it is harvested where it is not parallel. */
    Approach approachOfChain() {
        return new Approach(Strategy.CHAIN, obstacleOfChain());
    }

    private @Nullable String obstacleOfChain() {
        return options.slots() > 1 ? ordering().obstacle() : null;
    }

    /** The options of the one request that an estimate needs. */
    HarvestOptions ofProbe() {
        HarvestOptions one = HarvestOptions.DEFAULT.withMax(1);
        return ordering().isStable() ? one.withOrder(RowOrder.STABLE) : one;
    }

    /** What it will come to, by the one page of its probe. */
    HarvestEstimate estimate(BacklinksPage page) {
        Long total = page.totalCount();
        if (total == null) {
            throw BacklinksException.builder("the answer has no total_count to reckon from")
                    .place(placeOf(page))
                    .unexpectedAnswer();
        }
        return Forecast.of(
                query,
                options.max(),
                options.slots(),
                ordering().isStable(),
                ordering().obstacleByQuery(),
                total,
                page.cost());
    }

    private Place placeOf(BacklinksPage page) {
        return new Place(query.target(), page.number(), 0, page.taskId(), "$.tasks[0].result[0].total_count", null);
    }
}
