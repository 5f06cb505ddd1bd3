package io.backflux.quota.redis;

import io.backflux.reactor.quota.PermitRefusedException;
import io.backflux.reactor.quota.PermitRefusedException.Reason;
import io.backflux.reactor.quota.PermitSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * The permits of one process. One call of the script at a time, each of which reports all that there is: what is held, what
 * is free again, what is asked for. So nothing depends on one call's arrival, and all that has happened during a call goes
 * with the next one. All but what other threads call runs on the timer's one thread.
 */
final class RedisPermits implements PermitSource {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPermits.class);

    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PAUSE_BEFORE_RETRY = Duration.ofMillis(500);

    /** Older ones have lost their leases by themselves. */
    private static final int MOST_UNUSED = 200;

    private final QuotaSettings settings;
    private final String process;
    private final RedisLink link;
    private final Scheduler timer;
    private final Contact contact;
    private final Disposable.Swap alarm = Disposables.swap();
    private final Sinks.Empty<Void> farewell = Sinks.empty();
    private final Set<String> held = new LinkedHashSet<>();
    private final Set<String> released = new LinkedHashSet<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private @Nullable Receiver receiver;
    private long permits;

    /** The permit that is asked for. */
    private @Nullable String wanted;

    private long askedAt;
    private boolean isInLine;
    private boolean inCall;
    private boolean callAgain;
    private long pausedUntil;
    private boolean isPauseNew;
    private boolean isClosing;

    RedisPermits(QuotaSettings settings, String process, RedisLink link, Scheduler timer) {
        this.settings = settings;
        this.process = process;
        this.link = link;
        this.timer = timer;
        this.contact = new Contact(now());
        this.pausedUntil = now();
    }

    // By any thread.

    @Override
    public void connect(Receiver its) {
        receiver = its;
        link.listen(settings.keys().channel(), message -> {
            if (message.equals(process)) {
                run(this::woken);
            }
        });
    }

    @Override
    public void ask() {
        run(this::asked);
    }

    @Override
    public void withdraw() {
        run(() -> {
            wanted = null;
            call();
        });
    }

    @Override
    public void pause(Duration atLeast) {
        run(() -> {
            pausedUntil = Math.max(pausedUntil, now() + atLeast.toNanos());
            isPauseNew = true;
            call();
        });
    }

    @Override
    public int maxInFlight() {
        return settings.limits().maxInFlight();
    }

    /** Leaves the line and reports what is free; what is held then is so until its lease ends. Completes in any case. */
    Mono<Void> close() {
        run(() -> {
            isClosing = true;
            refuse(
                    Reason.UNAVAILABLE,
                    "the quota of " + settings.keys().root() + " in Redis is closed in this process");
            call();
            if (!inCall) {
                farewell.tryEmitEmpty();
            }
        });
        return farewell.asMono().timeout(CALL_TIMEOUT, timer).onErrorComplete();
    }

    private void run(Runnable task) {
        try {
            timer.schedule(task);
        } catch (RejectedExecutionException closed) {
            LOG.debug("the quota in Redis is closed", closed);
        }
    }

    private final class LeasedPermit implements Permit {

        private final String id;

        LeasedPermit(String id) {
            this.id = id;
        }

        @Override
        public void release() {
            run(() -> end(released));
        }

        @Override
        public void giveBack() {
            run(() -> end(unused));
        }

        private void end(Set<String> how) {
            held.remove(id);
            how.add(id);
            call();
        }
    }

    // By the timer's thread.

    private long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    private void asked() {
        if (wanted == null) {
            wanted = newPermit();
            askedAt = now();
        }
        if (isClosing) {
            refuse(
                    Reason.UNAVAILABLE,
                    "the quota of " + settings.keys().root() + " in Redis is closed in this process");
        }
        call();
    }

    private void woken() {
        if (wanted != null) {
            call();
        }
    }

    private String newPermit() {
        return process + ":" + ++permits;
    }

    private void call() {
        if (inCall) {
            callAgain = true;
            return;
        }
        if (!hasNews() && held.isEmpty()) {
            alarm.update(Disposables.disposed());
            return;
        }
        inCall = true;
        callAgain = false;
        long begun = now();
        boolean withPause = isPauseNew;
        isPauseNew = false;
        Report report = report(begun);
        Mono.defer(() -> link.run(settings.keys(), report.arguments(settings)))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the script answered nothing")))
                .map(Answer::of)
                .timeout(CALL_TIMEOUT, timer)
                .publishOn(timer)
                .subscribe(answer -> answered(report, answer), failure -> {
                    isPauseNew |= withPause;
                    failed(report, begun, failure);
                });
    }

    private boolean hasNews() {
        return wanted != null || isInLine || isPauseNew || !released.isEmpty() || !unused.isEmpty();
    }

    private Report report(long now) {
        return new Report(
                process,
                wanted,
                contact.outage(now),
                contact.serverTime(),
                Duration.ofNanos(Math.max(0, pausedUntil - now)),
                List.copyOf(held),
                List.copyOf(released),
                List.copyOf(unused));
    }

    private void answered(Report report, Answer answer) {
        inCall = false;
        Verdict verdict = answer.verdict();
        if (contact.answered(now(), answer.serverTime())) {
            LOG.info(
                    "the quota of {} in Redis can be reached again",
                    settings.keys().root());
        }
        report.released().forEach(released::remove);
        report.unused().forEach(unused::remove);
        isInLine = false;
        if (verdict instanceof Verdict.Granted) {
            granted(Objects.requireNonNull(report.asked(), "asked"));
        } else if (verdict instanceof Verdict.OtherLimits other) {
            refuse(Reason.OTHER_LIMITS, differ(other));
        } else {
            isInLine = report.asked() != null;
        }
        callNext(verdict instanceof Verdict.Waiting waiting ? waiting.most() : Duration.ZERO);
    }

    private void granted(String permit) {
        if (!permit.equals(wanted)) {
            unused.add(permit);
            callAgain = true;
            return;
        }
        wanted = null;
        held.add(permit);
        run(() -> receiver().granted(new LeasedPermit(permit))); // By itself: what it throws is no failure of the call.
    }

    private Receiver receiver() {
        return Objects.requireNonNull(receiver, "receiver");
    }

    private String differ(Verdict.OtherLimits other) {
        return "the quota of " + settings.keys().root() + " in Redis has limits of "
                + words(other.theirs().maxInFlight(), other.theirs().requestsPerMinute())
                + ", and this process is set to "
                + words(settings.limits().maxInFlight(), settings.limits().requestsPerMinute())
                + ": set all processes of the account to the same ones; other ones count once none has used it for two minutes";
    }

    private static String words(int inFlight, int perMinute) {
        return inFlight + " requests in flight and " + perMinute + " a minute";
    }

    private void refuse(Reason reason, String message) {
        if (wanted != null) {
            wanted = null;
            PermitRefusedException why = new PermitRefusedException(reason, message);
            run(() -> receiver().refused(why));
        }
    }

    private void failed(Report report, long begun, Throwable failure) {
        inCall = false;
        if (contact.failed(begun)) {
            LOG.warn(
                    "the quota of {} in Redis can't be reached, so no request is sent: {}",
                    settings.keys().root(),
                    failure.toString());
        }
        if (report.asked() != null) {
            doubt(report.asked());
        }
        Duration inVain = contact.inVain(now(), askedAt);
        Duration left = settings.unavailableAfter().minus(inVain);
        if (left.isNegative() || left.isZero()) {
            refuse(Reason.UNAVAILABLE, unreachable(failure));
        }
        if (isClosing) {
            farewell.tryEmitEmpty();
        }
        callAgain = false;
        Duration pause = left.isNegative() || left.isZero() || left.compareTo(PAUSE_BEFORE_RETRY) > 0
                ? PAUSE_BEFORE_RETRY
                : left;
        setAlarm(pause);
    }

    /** It may have been granted without anybody's knowledge, so it is given back, and another one asked for. */
    private void doubt(String permit) {
        unused.add(permit);
        if (unused.size() > MOST_UNUSED) {
            unused.remove(unused.iterator().next());
        }
        if (permit.equals(wanted)) {
            wanted = newPermit();
        }
    }

    private String unreachable(Throwable failure) {
        return "the quota of " + settings.keys().root() + " in Redis could not be reached for "
                + settings.unavailableAfter().toMillis() + " ms, so nothing was sent (" + failure + ")";
    }

    /**
     * @param most by when to ask at the latest; zero where that isn't known
     */
    private void callNext(Duration most) {
        if (callAgain) {
            call();
        } else if (wanted != null) {
            Duration poll = most.isZero() || most.compareTo(Report.POLL) > 0 ? Report.POLL : most;
            setAlarm(held.isEmpty() || poll.compareTo(settings.renewal()) < 0 ? poll : settings.renewal());
        } else if (!held.isEmpty()) {
            setAlarm(settings.renewal());
        }
        if (isClosing && !inCall) {
            farewell.tryEmitEmpty();
        }
    }

    private void setAlarm(Duration after) {
        try {
            alarm.update(timer.schedule(this::call, after.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            LOG.debug("the quota in Redis is closed", closed);
        }
    }
}
