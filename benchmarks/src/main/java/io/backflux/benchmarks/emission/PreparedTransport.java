package io.backflux.benchmarks.emission;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;

/**
 * Answers one harvest after another with the same pages, on a signal: like a network's, its answers come while the
 * harvest does nothing else. For one thread, which subscribes, asks and answers.
 */
final class PreparedTransport implements Transport {

    private static final AnswerPart OK = new AnswerPart.Head(200);

    private final PreparedPages pages;
    private @Nullable CoreSubscriber<? super AnswerPart> waiting;
    private int next;

    PreparedTransport(PreparedPages pages) {
        this.pages = pages;
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super AnswerPart> actual) {
                waiting = actual;
                Subscription unbounded = Operators.emptySubscription();
                actual.onSubscribe(unbounded);
            }
        };
    }

    /** Answers until nothing is asked for any more. */
    void answerAll() {
        for (CoreSubscriber<? super AnswerPart> asking = waiting; asking != null; asking = waiting) {
            waiting = null;
            answer(next++ % PreparedPages.PAGES, asking);
        }
    }

    private void answer(int page, CoreSubscriber<? super AnswerPart> asking) {
        asking.onNext(OK);
        for (int i = 0; i < pages.chunks(); i++) {
            asking.onNext(new AnswerPart.Bytes(pages.chunk(page, i)));
        }
        asking.onComplete();
    }

    @Override
    public void close() {}
}
