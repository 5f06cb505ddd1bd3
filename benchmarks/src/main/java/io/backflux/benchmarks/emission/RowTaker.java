package io.backflux.benchmarks.emission;

import io.backflux.Backlink;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.infra.Blackhole;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Takes rows as fast as they come, and asks for more within {@code onNext} when it has got what it asked for. */
final class RowTaker implements CoreSubscriber<Backlink> {

    private final Blackhole hole;
    private final long demand;
    private @Nullable Subscription subscription;
    private long due;
    private int rows;
    private boolean complete;

    RowTaker(Demand demand, Blackhole hole) {
        this.demand = demand.rows;
        this.hole = hole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        due = demand;
        subscription.request(demand);
    }

    @Override
    public void onNext(Backlink row) {
        hole.consume(row);
        rows++;
        if (--due == 0) {
            due = demand;
            Objects.requireNonNull(subscription).request(demand);
        }
    }

    @Override
    public void onError(Throwable error) {
        throw new IllegalStateException(error);
    }

    @Override
    public void onComplete() {
        complete = true;
    }

    /** Rows of a harvest that ended well. */
    int rows() {
        if (!complete) {
            throw new IllegalStateException("the harvest has not ended after " + rows + " rows");
        }
        return rows;
    }
}
