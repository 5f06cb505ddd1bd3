package io.backflux.reactor.quota;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A quota in virtual time, which is its timer and its clock, with a record of when it let something run. For one thread. */
final class VirtualQuota {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final LocalAccountQuota quota;
    private final List<Long> grants = new ArrayList<>();
    private int running;
    private int peak;
    private Runnable atNextLook = () -> {};

    VirtualQuota(int maxInFlight, int requestsPerMinute) {
        quota = new LocalAccountQuota(new QuotaLimits(maxInFlight, requestsPerMinute), new Clock(), time);
    }

    /** So many permits, and no bound on what goes in a minute that a test could meet. */
    static VirtualQuota permits(int permits) {
        VirtualQuota quota = new VirtualQuota(permits, 1_000_000);
        quota.advance(Duration.ofMinutes(1));
        return quota;
    }

    private final class Clock implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Runnable due = atNextLook;
            atNextLook = () -> {};
            due.run();
            return time.now(TimeUnit.NANOSECONDS);
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }

    /** Does something the next time that the quota looks at its clock. */
    void atNextLook(Runnable action) {
        atNextLook = action;
    }

    LocalAccountQuota quota() {
        return quota;
    }

    Duration now() {
        return Duration.ofNanos(time.now(TimeUnit.NANOSECONDS));
    }

    void advance(Duration by) {
        time.advanceTimeBy(by);
    }

    /** Advances until nothing waits and nothing runs, or so long. */
    void advanceToEnd(Duration atMost) {
        Duration end = now().plus(atMost);
        while (quota.waiting() + quota.inFlight() > 0 && now().compareTo(end) < 0) {
            advance(Duration.ofSeconds(10));
        }
    }

    void at(Duration from, Runnable action) {
        time.schedule(action, from.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Sends something that runs so long; zero for an answer that is there at once. */
    Disposable send(Duration latency) {
        return quota.withPermit(recorded(latency)).subscribe();
    }

    Disposable send(Duration latency, Lane lane) {
        return quota.withPermit(recorded(latency), lane).subscribe();
    }

    Publisher<Long> recorded(Duration latency) {
        return Flux.defer(() -> {
            grants.add(time.now(TimeUnit.NANOSECONDS));
            running++;
            peak = Math.max(peak, running);
            Mono<Long> answer = latency.isZero() ? Mono.just(0L) : Mono.delay(latency, time);
            return answer.doOnTerminate(() -> running--).doOnCancel(() -> running--);
        });
    }

    /** When each exchange was let run, in nanoseconds. */
    List<Long> grants() {
        return grants;
    }

    /** The most exchanges that ran at once, counted by themselves. */
    int peak() {
        return peak;
    }

    /** The most grants in any window of this length, both ends included. */
    int mostIn(Duration window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < grants.size(); last++) {
            while (grants.get(last) - grants.get(first) > window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
