package io.backflux.reactor;

import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules of Reactive Streams, where each item of the source is one unit. */
public class GatedMergeTckTests extends PublisherVerification<Integer> {

    private static final long PATIENCE_MILLIS = 250;
    private static final long SILENCE_MILLIS = 50;
    private static final int CONCURRENCY = 3;

    public GatedMergeTckTests() {
        super(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS), PATIENCE_MILLIS);
    }

    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Publisher<Integer> createPublisher(long count) {
        return GatedMerge.assembled(Flux.range(0, Math.toIntExact(count)), Mono::just, CONCURRENCY);
    }

    @Override
    public Publisher<Integer> createFailedPublisher() {
        return GatedMerge.assembled(
                Flux.<Integer>error(new IllegalStateException("no source")), Mono::just, CONCURRENCY);
    }
}
