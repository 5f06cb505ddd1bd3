package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Demands what it is told to, and keeps which rows came, by the number that each has for its {@code links_count}. */
class NumberedRows extends BaseSubscriber<Backlink> {

    private final List<Long> rows = new ArrayList<>();
    private boolean completed;
    private @Nullable Throwable error;

    /** That so many have come, once each and in order. */
    void has(int count) {
        assertThat(rows).isEqualTo(LongStream.range(0, count).boxed().toList());
    }

    int count() {
        return rows.size();
    }

    boolean isCompleted() {
        return completed;
    }

    @Nullable Throwable error() {
        return error;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // As it is told.
    }

    @Override
    protected void hookOnNext(Backlink row) {
        rows.add(row.linksCount());
    }

    @Override
    protected void hookOnComplete() {
        completed = true;
    }

    @Override
    protected void hookOnError(Throwable failure) {
        error = failure;
    }
}
