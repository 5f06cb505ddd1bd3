package io.backflux.reactor.transport;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;

/**
 * The connection of one exchange, from the moment that its request goes out. Closes it where the exchange is cancelled: the
 * client below does so too, but misses a cancel by another thread that comes just when the answer's head does, and the
 * connection then went on, and what had come with the head was kept. Knows when the answer is late, by the connection's own
 * timer, so that neither waiting for a connection counts nor can a scheduler that others stop leave the exchange without end.
 */
final class Hangup {

    private final Duration wholeAnswer;
    private final Sinks.Empty<Void> late = Sinks.empty();
    private volatile @Nullable Connection connection;
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile boolean left;
    private volatile boolean ended;
    private volatile boolean isLate;

    /** On the connection's thread alone. */
    private @Nullable Future<?> deadline;

    Hangup(Duration wholeAnswer) {
        this.wholeAnswer = wholeAnswer;
    }

    /** Whether its request may go out, which is billed: once, whatever the client below is made to repeat. */
    boolean beginsSending() {
        return begun.compareAndSet(false, true);
    }

    void connected(Connection made) {
        connection = made;
        EventLoop loop = made.channel().eventLoop();
        deadline = loop.schedule(this::runOut, wholeAnswer.toNanos(), TimeUnit.NANOSECONDS);
        if (left) {
            close(made);
        }
    }

    private void runOut() {
        if (!ended) {
            isLate = true;
            late.tryEmitEmpty();
        }
    }

    /** Whether there was a connection, and the request may have got to the server. */
    boolean hasConnected() {
        return connection != null;
    }

    /** Completes when the answer is late. */
    Mono<Void> late() {
        return late.asMono();
    }

    boolean isLate() {
        return isLate;
    }

    void cancelled() {
        left = true;
        Connection made = connection;
        if (made != null) {
            made.channel().eventLoop().execute(() -> close(made));
        }
    }

    /**
     * Completes when the connection is back in the pool, which it is one turn of its event loop after the answer's end: whoever
     * sends the next request then uses it, instead of opening one more.
     */
    <T> Mono<T> released() {
        return Mono.create(sink -> {
            Connection made = connection;
            if (made == null) {
                sink.success();
                return;
            }
            try {
                made.channel().eventLoop().execute(sink::success);
            } catch (RejectedExecutionException stopped) {
                sink.success();
            }
        });
    }

    /** The connection may be another exchange's from now on. */
    void ended() {
        ended = true;
        stopClock();
    }

    private void stopClock() {
        Future<?> running = deadline;
        if (running != null) {
            running.cancel(false);
        }
    }

    /** On the connection's thread alone, which is also where an exchange ends. */
    private void close(Connection made) {
        stopClock();
        if (!ended) {
            made.dispose();
        }
    }
}
