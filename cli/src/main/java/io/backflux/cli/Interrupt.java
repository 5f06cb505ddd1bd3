package io.backflux.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Somebody's wish that the command stop now, such as Ctrl-C, and the answer that it has. */
final class Interrupt {

    private final Sinks.Empty<Void> signal = Sinks.empty();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private volatile boolean requestedAfterPage;

    /** Asks for the end and waits until what was received is written and the summary printed. */
    void stopAndWait(Duration atMost) {
        request();
        try {
            finished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void request() {
        requested = true;
        signal.tryEmitEmpty();
    }

    /** Asks each harvest to end behind the page that it waits for, so that nothing that is paid for is lost. */
    void requestAfterPage() {
        requestedAfterPage = true;
    }

    boolean isRequestedAfterPage() {
        return requestedAfterPage;
    }

    boolean isRequested() {
        return requested;
    }

    /** Completes when the end is asked for. */
    Mono<Void> signal() {
        return signal.asMono();
    }

    void finished() {
        finished.countDown();
    }
}
