package io.backflux.reactor;

import io.backflux.FailureClass;
import io.backflux.paging.Backoff;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.reactor.transport.TransportRequest;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/** Sends the requests of a harvest, by the account's permits and the client's transport, and keeps its time. */
final class Requests {

    /** Not what a server did; nothing is retried. */
    static final Failure CLOSED = Failure.of(Kind.CLIENT_CLOSED, "the client is closed");

    private final ClientSetup setup;
    private final HarvestLedger ledger;
    private final Context context;

    /** One for the whole subscription, because each has a clock of its own. */
    private volatile Scheduler timer;

    /**
     * @param context of the requests
     */
    Requests(ClientSetup setup, HarvestLedger ledger, Context context) {
        this.setup = setup;
        this.context = Objects.requireNonNull(context, "requestContext");
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

    Context context() {
        return context;
    }

    /** Sends a request once there is room for its page, and then a permit. */
    void send(byte[] body, PageTask<?> task, PageAttempt attempt, RoomClaim claim) {
        int number = task.attempts();
        FailureClass retryOf = task.retryOf();
        Flux<AnswerPart> permitted = Flux.defer(() -> {
            long since = now();
            Flux<AnswerPart> exchange = Flux.defer(() -> {
                if (isClosed() || !attempt.send()) {
                    return Flux.error(new TransportException(Problem.UNREACHABLE, CLOSED.what(), null));
                }
                long sentAt = now();
                task.sent(sentAt);
                ledger.sent(number > 1);
                Duration waited = Duration.ofNanos(Math.max(0, sentAt - since));
                TransportRequest request =
                        new TransportRequest(body, task.number(), number, retryOf, waited, attempt.answer());
                return setup.transport().exchange(request);
            });
            return setup.quota().withPermit(exchange, claim.lane());
        });
        setup.buffer().withRoom(permitted, attempt.share(), claim).subscribe(attempt);
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
