package io.backflux.reactor;

import io.backflux.paging.Backoff;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Sends the requests of a harvest, by the account's permits and the client's transport, and keeps its time. */
final class Requests {

    /** Not what a server did; nothing is retried. */
    static final Failure CLOSED = Failure.of(Kind.CLIENT_CLOSED, "the client is closed");

    private final ClientSetup setup;
    private final HarvestLedger ledger;

    /** One for the whole subscription, because each has a clock of its own. */
    private volatile Scheduler timer;

    Requests(ClientSetup setup, HarvestLedger ledger) {
        this.setup = setup;
        this.timer = setup.pauses().timer();
        this.ledger = ledger;
    }

    /** What a page's codes say of the account: as soon as they are known, and before the permit is free for the next one. */
    void pauseQuota(PageAttempt running, int attempts) {
        Failure codes = running.badCodes();
        if (codes != null && Backoff.concernsAccount(codes)) {
            setup.quota().pause(Backoff.after(codes, attempts, setup.retryPolicy(), 0));
        }
    }

    /** Closes the books on a request. */
    void settle(PageAttempt over, int limit) {
        try {
            if (over.mayBeBilled()) {
                ledger.answered(over.envelope().cost(), limit, over.isPage() ? over.rows() : 0);
            }
        } finally {
            over.close();
        }
    }

    boolean isClosed() {
        return setup.harvests().isClosed();
    }

    /**
     * Sends a request once there is room for its page, and then a permit.
     *
     * @param rows of the page
     * @param sent when it goes out
     */
    void send(byte[] body, PageAttempt attempt, int rows, Need need, Lane lane, Runnable sent) {
        Flux<AnswerPart> exchange = Flux.defer(() -> {
            if (isClosed() || !attempt.send()) {
                return Flux.error(new TransportException(Problem.UNREACHABLE, CLOSED.what(), null));
            }
            sent.run();
            return setup.transport().exchange(body);
        });
        Flux<AnswerPart> permitted = setup.quota().withPermit(exchange, lane);
        setup.buffer().withRoom(permitted, attempt.share(), rows, need, lane).subscribe(attempt);
    }

    /** By the timer's clock, in nanoseconds. */
    long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    /** Does something later; by another timer where this one was shut down meanwhile. */
    Disposable after(long nanos, Runnable task) {
        try {
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            timer = setup.pauses().timer();
            return timer.schedule(task, nanos, TimeUnit.NANOSECONDS);
        }
    }
}
