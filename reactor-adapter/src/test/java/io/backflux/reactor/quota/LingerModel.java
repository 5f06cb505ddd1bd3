package io.backflux.reactor.quota;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;

/** A quota that is driven at random, beside a book of what ran when, from which follows what must be in flight. */
final class LingerModel {

    private final VirtualQuota quota;
    private final Random random;
    private final List<Sent> waiting = new ArrayList<>();
    private final List<Sent> running = new ArrayList<>();
    private final List<Long> lingerUntil = new ArrayList<>();
    private boolean isKnown;
    private long mean;
    private long deviation;
    private int lingered;

    LingerModel(VirtualQuota quota, Random random) {
        this.quota = quota;
        this.random = random;
    }

    VirtualQuota quota() {
        return quota;
    }

    /** How many permits were not free at once when their exchange was cancelled. */
    int lingered() {
        return lingered;
    }

    int expected() {
        long now = now();
        lingerUntil.removeIf(until -> until <= now);
        return running.size() + lingerUntil.size();
    }

    void step() {
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> new Sent().send();
            case 3 -> any(running, Sent::complete);
            case 4 -> any(running, Sent::fail);
            case 5 -> any(running, Sent::leaveRunning);
            case 6 -> any(waiting, Sent::leaveWaiting);
            default -> quota.advance(Duration.ofNanos(random.nextInt(1_000_000_000)));
        }
    }

    void leaveAll() {
        while (!waiting.isEmpty()) {
            waiting.get(0).leaveWaiting();
        }
        while (!running.isEmpty()) {
            running.get(0).leaveRunning();
        }
    }

    private void any(List<Sent> those, Consumer<Sent> action) {
        if (!those.isEmpty()) {
            action.accept(those.get(random.nextInt(those.size())));
        }
    }

    private long now() {
        return quota.now().toNanos();
    }

    private final class Sent implements Publisher<Integer> {

        private @Nullable Disposable listener;
        private @Nullable Subscriber<? super Integer> permit;
        private long startedAt;

        void send() {
            waiting.add(this);
            Lane lane = random.nextBoolean() ? Lane.INTERACTIVE : Lane.BULK;
            listener = quota.quota().withPermit(this, lane).subscribe(row -> {}, error -> {});
        }

        @Override
        public void subscribe(Subscriber<? super Integer> subscriber) {
            permit = subscriber;
            startedAt = now();
            waiting.remove(this);
            running.add(this);
            subscriber.onSubscribe(new Subscription() {
                @Override
                public void request(long n) {}

                @Override
                public void cancel() {}
            });
        }

        void complete() {
            learn();
            if (permit != null) {
                permit.onComplete();
            }
        }

        void fail() {
            linger();
            if (permit != null) {
                permit.onError(new IllegalStateException("scripted"));
            }
        }

        private void learn() {
            running.remove(this);
            long took = now() - startedAt;
            deviation = isKnown ? deviation + (Math.abs(took - mean) - deviation) / 4 : 0;
            mean = isKnown ? mean + (took - mean) / 8 : took;
            isKnown = true;
        }

        void leaveRunning() {
            linger();
            leave();
        }

        private void linger() {
            running.remove(this);
            long ran = now() - startedAt;
            long most = mean + 4 * deviation;
            long until = startedAt + (ran < most ? most : Math.min(6 * ran, 120_000_000_000L));
            if (until > now()) {
                lingerUntil.add(until);
                lingered++;
            }
        }

        void leaveWaiting() {
            waiting.remove(this);
            leave();
        }

        private void leave() {
            if (listener != null) {
                listener.dispose();
            }
        }
    }
}
