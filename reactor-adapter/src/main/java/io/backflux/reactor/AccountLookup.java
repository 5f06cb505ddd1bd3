package io.backflux.reactor;

import io.backflux.AccountStatus;
import io.backflux.ParseLimits;
import io.backflux.paging.AnswerJudge;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.wire.AccountAnswer;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the API says of a client's account: asked for where somebody wants it, once for all who want it meanwhile, and kept for a
 * minute, because the API allows for few such requests. A failure is not kept. It takes none of the permits, as the API counts these
 * requests by themselves.
 */
final class AccountLookup {

    /** Requests a minute that the API allows. */
    static final int MOST_REQUESTS = 6;

    static final Duration KEPT = Duration.ofMinutes(1);

    /** How long something else waits for it that does without. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Transport transport;
    private final ParseLimits limits;
    private final Pauses pauses;
    private final Clock clock;
    private final BooleanSupplier closed;
    private final ArrayDeque<Long> sent = new ArrayDeque<>();
    private final AtomicReference<@Nullable Flux<AccountStatus>> inFlight = new AtomicReference<>();
    private volatile @Nullable Known known;

    private record Known(AccountStatus status, long since) {}

    /**
     * @param clock for the time of an answer
     * @param closed whether no request may be sent any more
     */
    AccountLookup(Transport transport, ParseLimits limits, Pauses pauses, Clock clock, BooleanSupplier closed) {
        this.transport = transport;
        this.limits = limits;
        this.pauses = pauses;
        this.clock = clock;
        this.closed = closed;
    }

    /** See {@link BacklinksClient#account}. */
    Mono<AccountStatus> status() {
        return Mono.defer(() -> {
            Known last = known;
            return last != null && now() - last.since < KEPT.toNanos() ? Mono.just(last.status) : shared().next();
        });
    }

    /** The same for what does without where it fails or takes long. */
    Mono<Optional<AccountStatus>> statusIfKnown() {
        return status().map(Optional::of)
                .timeout(LONGEST_WAIT, Mono.empty(), pauses.timer())
                .onErrorComplete()
                .defaultIfEmpty(Optional.empty());
    }

    /** Ends with its request, whatever that came to: the operator itself would keep a failure for all who come later. */
    private Flux<AccountStatus> shared() {
        Flux<AccountStatus> running = inFlight.get();
        if (running != null) {
            return running;
        }
        Runnable end = () -> inFlight.set(null);
        Flux<AccountStatus> next = Flux.defer(this::request)
                .doOnTerminate(end)
                .doOnCancel(end)
                .replay(1)
                .refCount();
        return inFlight.compareAndSet(null, next) ? next : shared();
    }

    private long now() {
        return pauses.timer().now(TimeUnit.NANOSECONDS);
    }

    private Mono<AccountStatus> request() {
        if (closed.getAsBoolean()) {
            return Mono.error(Requests.CLOSED.toException());
        }
        if (!mayBeSent(now())) {
            String what = "the API allows for " + MOST_REQUESTS
                    + " requests a minute for the account's data, and these were sent";
            return Mono.error(Failure.of(Kind.MINUTE_QUOTA_USED, what).toException());
        }
        Collected answer = new Collected(limits.maxRowBytes());
        return transport
                .accountData()
                .takeUntil(answer::isTooMuchWith)
                .onErrorMap(error -> AnswerJudgement.ofTransport(error).toException())
                .then(Mono.fromCallable(() -> read(answer)));
    }

    private synchronized boolean mayBeSent(long now) {
        while (!sent.isEmpty() && now - sent.element() >= MINUTE) {
            sent.remove();
        }
        return sent.size() < MOST_REQUESTS && sent.add(now);
    }

    private AccountStatus read(Collected whole) {
        AccountAnswer answer = AccountAnswer.read(whole.bytes.toByteArray(), whole.gzip, limits, clock.instant());
        Failure failure = AnswerJudge.judge(whole.httpStatus, answer);
        if (failure != null) {
            throw failure.redacted(null).toException();
        }
        AccountStatus status = Objects.requireNonNull(answer.status());
        known = new Known(status, now());
        return status;
    }

    /** What has come of an answer. */
    private static final class Collected {

        private final int most;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int httpStatus = 200;
        private boolean gzip;

        Collected(int most) {
            this.most = most;
        }

        /** Adds a part; true where no more is wanted. */
        boolean isTooMuchWith(AnswerPart part) {
            if (part instanceof AnswerPart.Head head) {
                httpStatus = head.status();
                gzip = head.gzip();
            } else if (part instanceof AnswerPart.Bytes body) {
                byte[] copy = new byte[body.bytes().remaining()];
                body.bytes().get(copy);
                bytes.writeBytes(copy);
            }
            return bytes.size() > most;
        }
    }
}
