package io.backflux.reactor;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.reactor.transport.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Answers step by step, as it is told by any thread, and counts how its exchanges end. It serves three pages of three rows. */
final class SteppedTransport implements Transport {

    /** The key in a subscriber's context under which it is found. */
    static final Object OWNER = Owner.class;

    static final int ROWS = 3;
    static final int PAGES = 3;

    /** Of one byte a character. */
    private static final List<String> ANSWERS = List.of(
            ScriptedTransport.page(9, 0, 3, "\"after-3\""),
            ScriptedTransport.page(9, 3, 6, "\"after-6\""),
            ScriptedTransport.page(9, 6, 9, "null"));

    /** Whose exchange it is. */
    interface Owner {

        /** Whether its cancel has returned. */
        boolean hasLeft();

        /** How the answer to its next request goes on. */
        Course next(int page);

        void began(Exchange exchange);
    }

    /**
     * How an answer goes on.
     *
     * @param failure what fails it after so many bytes; null to let it end well
     * @param atOnce whether all of it comes within the request, on the requester's thread
     */
    record Course(String answer, int bytes, @Nullable Problem failure, boolean atOnce, long seed) {

        static Course whole(int page, long seed) {
            String answer = ANSWERS.get(page);
            return new Course(answer, answer.length(), null, false, seed);
        }

        static Course refused(int code, long seed) {
            String answer = ScriptedTransport.failure(code);
            return new Course(answer, answer.length(), null, false, seed);
        }

        Course failing(Problem problem, int afterBytes) {
            return new Course(answer, afterBytes, problem, atOnce, seed);
        }

        Course comingAtOnce() {
            return new Course(answer, bytes, failure, true, seed);
        }
    }

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger sentLate = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.deferContextual(context -> {
            Owner owner = context.get(OWNER);
            return new Exchange(owner, owner.next(page(request.body())));
        });
    }

    private static int page(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        return text.contains("after-3") ? 1 : text.contains("after-6") ? 2 : 0;
    }

    @Override
    public void close() {}

    int begun() {
        return begun.get();
    }

    /** Exchanges that could send something though they began after their owner had left. */
    int sentLate() {
        return sentLate.get();
    }

    int ended() {
        return ended.get();
    }

    int cancelled() {
        return cancelled.get();
    }

    /** One request, subscribed once. */
    final class Exchange extends Flux<AnswerPart> implements Subscription {

        private enum State {
            OPEN,
            ENDED,
            CANCELLED
        }

        private final Owner owner;
        private final Course course;
        private final byte[] answer;
        private final Random sizes;
        private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
        private final AtomicReference<@Nullable CoreSubscriber<? super AnswerPart>> subscriber =
                new AtomicReference<>();
        private final AtomicBoolean stepping = new AtomicBoolean();
        private boolean late;
        private boolean headSent;
        private int sent;

        private Exchange(Owner owner, Course course) {
            this.owner = owner;
            this.course = course;
            this.answer = course.answer().getBytes(StandardCharsets.US_ASCII);
            this.sizes = new Random(course.seed());
        }

        @Override
        public void subscribe(CoreSubscriber<? super AnswerPart> actual) {
            late = owner.hasLeft();
            begun.incrementAndGet();
            subscriber.set(actual);
            actual.onSubscribe(this);
            owner.began(this);
            if (course.atOnce()) {
                stepToEnd();
            }
        }

        @Override
        public void request(long n) {
            sentLate.addAndGet(late ? 1 : 0);
        }

        @Override
        public void cancel() {
            if (state.compareAndSet(State.OPEN, State.CANCELLED)) {
                cancelled.incrementAndGet();
            }
        }

        boolean isOpen() {
            return state.get() == State.OPEN;
        }

        boolean hasBytesLeft() {
            return isOpen() && sent < course.bytes();
        }

        void stepToEnd() {
            while (isOpen()) {
                step();
            }
        }

        /** Sends the next part, or the end; nothing where another thread is at it. */
        void step() {
            CoreSubscriber<? super AnswerPart> actual = subscriber.get();
            if (actual != null && stepping.compareAndSet(false, true)) {
                try {
                    send(actual);
                } finally {
                    stepping.set(false);
                }
            }
        }

        private void send(CoreSubscriber<? super AnswerPart> actual) {
            if (!isOpen()) {
                return;
            }
            if (!headSent) {
                headSent = true;
                actual.onNext(new AnswerPart.Head(200));
            } else if (sent < course.bytes()) {
                sendBytes(actual);
            } else if (state.compareAndSet(State.OPEN, State.ENDED)) {
                ended.incrementAndGet();
                end(actual);
            }
        }

        private void sendBytes(CoreSubscriber<? super AnswerPart> actual) {
            int count = Math.min(1 + sizes.nextInt(90), course.bytes() - sent);
            byte[] part = Arrays.copyOfRange(answer, sent, sent + count);
            sent += count;
            actual.onNext(new AnswerPart.Bytes(ByteBuffer.wrap(part)));
            Arrays.fill(part, (byte) '#'); // Valid until onNext returned, and no longer.
        }

        private void end(CoreSubscriber<? super AnswerPart> actual) {
            if (course.failure() == null) {
                actual.onComplete();
            } else {
                actual.onError(new TransportException(course.failure(), "stepped", null));
            }
        }
    }
}
