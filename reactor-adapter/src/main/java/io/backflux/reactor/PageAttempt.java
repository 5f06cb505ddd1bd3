package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.paging.AnswerJudge;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.TransportException;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import io.backflux.wire.UnreadableAnswer;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One request for a page and what it brings. The answer is taken in at full speed, whatever the demand for its rows, so
 * that a slow reader holds neither a permit nor a connection. Bytes go straight into the reader where the owner's drain is
 * free, and wait as copies where another thread is in it. All but the signals is called within that drain only.
 */
final class PageAttempt implements CoreSubscriber<AnswerPart> {

    private final PagingSubscription<?> owner;
    private final PageReader reader;
    private final Queue<byte[]> waiting = Queues.<byte[]>unbounded(16).get();
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();
    private volatile int status;
    private volatile @Nullable Throwable error;
    private volatile boolean over;
    private boolean inputEnded;
    private boolean codesAreGood;
    private @Nullable Failure failure;

    PageAttempt(PagingSubscription<?> owner, PageFormat format) {
        this.owner = owner;
        this.reader = format.newReader();
    }

    @Override
    public Context currentContext() {
        return owner.context();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(AnswerPart part) {
        if (part instanceof AnswerPart.Head head) {
            status = head.status();
        } else if (part instanceof AnswerPart.Bytes body) {
            take(body.bytes());
        }
    }

    private void take(ByteBuffer bytes) {
        if (owner.enter()) {
            feedWaiting();
            feed(bytes);
            owner.run();
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            waiting.offer(copy);
            owner.drain();
        }
    }

    @Override
    public void onError(Throwable failed) {
        error = failed;
        over = true;
        owner.drain();
    }

    @Override
    public void onComplete() {
        over = true;
        owner.drain();
    }

    /** Aborts the exchange. May be called by any thread. */
    void cancel() {
        Subscription subscription = upstream.getAndSet(Operators.cancelledSubscription());
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Takes in what has come since the last time. */
    void absorb() {
        boolean all = over; // Read before the bytes: what comes after the last of them is the end.
        feedWaiting();
        if (all && !inputEnded && failure == null) {
            inputEnded = true;
            end();
        }
    }

    private void feedWaiting() {
        for (byte[] bytes = waiting.poll(); bytes != null; bytes = waiting.poll()) {
            feed(ByteBuffer.wrap(bytes));
        }
    }

    private void feed(ByteBuffer bytes) {
        if (failure == null) {
            try {
                reader.feed(bytes);
            } catch (UnreadableAnswer unreadable) {
                fail(unreadable);
            }
        }
    }

    private void end() {
        Throwable failed = error;
        if (failed != null) {
            Failure codes = AnswerJudge.judgeCodes(status == 0 ? 200 : status, reader.envelope());
            failure = codes == null ? ofTransport(failed) : codes;
            return;
        }
        try {
            reader.endOfInput();
            // Where the codes are bad the rows are not read, and with them not the end.
            failure = reader.ended() ? AnswerJudge.judge(status, reader.envelope()) : judgedCodes();
        } catch (UnreadableAnswer unreadable) {
            fail(unreadable);
        }
    }

    private @Nullable Failure judgedCodes() {
        return AnswerJudge.judgeCodes(status, reader.envelope());
    }

    private void fail(UnreadableAnswer unreadable) {
        failure = AnswerJudge.judgeUnreadable(status, reader.envelope(), unreadable);
        cancel();
    }

    private static Failure ofTransport(Throwable error) {
        if (!(error instanceof TransportException transport)) {
            return Failure.of(Kind.CONNECTION_FAILED, "the transport failed: " + error, error);
        }
        Kind kind = switch (transport.problem()) {
            case BROKEN -> Kind.CONNECTION_FAILED;
            case TIMED_OUT -> Kind.TIMED_OUT;
            case UNTRUSTED -> Kind.UNTRUSTED_SERVER;
        };
        return Failure.of(kind, String.valueOf(transport.getMessage()), transport);
    }

    /** Whether rows of this answer are good to be handed on: its codes came before them and are no failure. */
    boolean isGood() {
        if (!codesAreGood && reader.headRead()) {
            codesAreGood = judgedCodes() == null;
        }
        return codesAreGood;
    }

    /** The next row; null where none is whole. */
    @Nullable Backlink poll() {
        try {
            return reader.poll();
        } catch (UnreadableAnswer unreadable) {
            fail(unreadable);
            return null;
        }
    }

    /** Whether the answer has been read to its end and is a page. */
    boolean isPage() {
        return failure == null && reader.ended();
    }

    /** Why it failed; null where it has not. Whole rows may still be read then. */
    @Nullable Failure failure() {
        if (failure == null && reader.ended()) {
            failure = AnswerJudge.judge(status, reader.envelope());
        }
        return failure;
    }

    PageEnvelope envelope() {
        return reader.envelope();
    }

    int rows() {
        return reader.rows();
    }

    long unexpectedValues() {
        return reader.unexpectedValues();
    }

    /** Aborts what runs and lets go of what is held. */
    void close() {
        cancel();
        waiting.clear();
        reader.close();
    }
}
