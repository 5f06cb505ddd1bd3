package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.PageSize;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.TransportException;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One request for a page and what it brings. The answer is taken in at full speed, whatever the demand for its rows, so
 * that a slow reader holds neither a permit nor a connection. Bytes go straight to the reader where the owner's drain is
 * free, which keeps as it came what nobody has asked for yet; and wait as copies where another thread is in it. All but the
 * signals is called within that drain only.
 */
final class PageAttempt implements CoreSubscriber<AnswerPart>, PageBuffer.Holder {

    /** Where its request is: in line for a permit, or past that. */
    private enum RequestState {
        WAITING,
        SENT,
        WITHDRAWN
    }

    private final HarvestSubscription<?> owner;
    private final int limit;
    private final PageReader reader;
    private final AnswerRows rows;
    private final AnswerJudgement judgement;
    private final PageBuffer.Share share;
    private final long mostBytes;
    private final Queue<byte[]> waiting = Queues.<byte[]>unbounded(16).get();
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();
    private final AtomicReference<RequestState> request = new AtomicReference<>(RequestState.WAITING);
    private volatile AnswerPart.@Nullable Head head;
    private volatile @Nullable Throwable error;
    private volatile boolean over;
    private volatile boolean overflowed;
    private long arrived;
    private boolean inputBegan;
    private boolean inputEnded;
    private @Nullable Failure failure;

    private volatile long cameAt;
    private boolean isCounted;
    private boolean isReadAhead;

    /**
     * @param body the request's body
     * @param limit rows that are asked for
     */
    PageAttempt(HarvestSubscription<?> owner, PageFormat format, BacklinksQuery query, byte[] body, int limit) {
        this.owner = owner;
        this.limit = limit;
        this.share = owner.setup.buffer().share(this);
        this.reader = format.newReader(PageSize.most(limit));
        this.rows = new AnswerRows(reader);
        this.judgement = new AnswerJudgement(query, body, reader);
        this.mostBytes = format.limits().maxAnswerBytes();
    }

    @Override
    public Context currentContext() {
        return owner.requests.context();
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
        if (part instanceof AnswerPart.Head first) {
            head = first;
        } else if (part instanceof AnswerPart.Bytes bytes) {
            take(bytes.bytes());
        }
    }

    private void take(ByteBuffer bytes) {
        arrived += bytes.remaining();
        share.arrived(arrived);
        if (arrived > mostBytes) {
            overflow();
        } else if (owner.enter()) {
            owner.run(() -> {
                feedWaiting();
                feed(bytes);
            });
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            waiting.offer(copy);
            owner.drain();
        }
    }

    /** Counted on arrival, because nobody may be reading. */
    private void overflow() {
        overflowed = true;
        cancel();
        onComplete();
    }

    @Override
    public void onError(Throwable failed) {
        error = failed;
        cameAt = owner.requests.now();
        over = true;
        owner.drain();
    }

    @Override
    public void onComplete() {
        cameAt = owner.requests.now();
        over = true;
        owner.drain();
    }

    /** Aborts the exchange. May be called by any thread. */
    void cancel() {
        Subscription subscription = upstream.getAndSet(Operators.cancelledSubscription());
        if (subscription != null) {
            try {
                subscription.cancel();
            } catch (Throwable thrown) {
                owner.dropped(thrown);
            }
        }
    }

    /** Its permit has come, and the request goes out; false where it was withdrawn. By the thread that sends. */
    boolean send() {
        return request.compareAndSet(RequestState.WAITING, RequestState.SENT);
    }

    /** Sees to it that its request never goes out; false where it has. */
    boolean withdraw() {
        return request.compareAndSet(RequestState.WAITING, RequestState.WITHDRAWN)
                || request.get() == RequestState.WITHDRAWN;
    }

    /** Whether it may be billed: once it is sent, unless nothing reached the server. */
    boolean mayBeBilled() {
        return request.get() == RequestState.SENT
                && !(error instanceof TransportException transport && !transport.mayHaveReachedServer());
    }

    /** Takes in what has come since the last time. */
    void absorb() {
        boolean all = over; // Read before the bytes: what comes after the last of them is the end.
        feedWaiting();
        if (all && !inputEnded) {
            inputEnded = true;
            end();
            judgement.close();
            if (error == null && isGood()) {
                owner.setup.buffer().came(arrived, limit);
            }
        }
    }

    /** What its answer says of itself, once that is known. */
    Mono<AnswerSummary> answer() {
        return judgement.summary();
    }

    /**
     * Nothing is read on for now: what has come waits for demand.
     *
     * @param rowsBytes what is held of the rows that were read
     */
    void stand(long rowsBytes) {
        if (inputEnded) {
            share.stand(rows.bytesHeld(rowsBytes), rows.polled());
        }
    }

    /** Its part of the memory that pages share. */
    PageBuffer.Share share() {
        return share;
    }

    /** By any thread. */
    @Override
    public void giveWay() {
        owner.drain();
    }

    /** Whether the whole answer has come, so that no request is lost that the server still works on. */
    boolean hasCome() {
        return inputEnded;
    }

    /** Packs what came plain: then it takes a tenth, and need not give way yet. False where there is nothing to pack. */
    boolean pack() {
        return reader.pack();
    }

    /** When its last byte came, or what ended it before. */
    long cameAt() {
        return cameAt;
    }

    /** Whether a good answer has come to its end since this was asked the last time. */
    boolean hasJustCome() {
        boolean isNew = inputEnded && !isCounted && isGood();
        isCounted |= isNew;
        return isNew;
    }

    /** Does not give way. */
    void stay(long rowsBytes) {
        share.refuse(rows.bytesHeld(rowsBytes), rows.polled());
    }

    /** Holds no more than it takes to be read on. */
    void shrink(long rowsBytes) {
        reader.shrink();
        share.shrank(rows.bytesHeld(rowsBytes));
    }

    private void feedWaiting() {
        for (byte[] bytes = waiting.poll(); bytes != null; bytes = waiting.poll()) {
            feed(ByteBuffer.wrap(bytes));
        }
    }

    private void feed(ByteBuffer bytes) {
        if (!inputBegan) {
            inputBegan = true;
            AnswerPart.Head known = head;
            if (known != null && known.gzip()) {
                reader.unpackGzip();
            }
        }
        reader.feed(bytes);
    }

    private void end() {
        Throwable failed = error;
        if (overflowed) {
            failure = Failure.of(Kind.TOO_LARGE, "the answer has more than maxAnswerBytes = " + mostBytes);
        } else if (failed == null) {
            reader.endOfInput();
            failure = badCodes();
        } else {
            Failure codes = badCodes();
            failure = codes == null ? AnswerJudgement.ofTransport(failed) : codes;
        }
    }

    /** Where nothing was answered, nothing speaks of a failure yet. */
    private int httpStatus() {
        AnswerPart.Head known = head;
        return known == null ? 200 : known.status();
    }

    private @Nullable Duration retryAfter() {
        AnswerPart.Head known = head;
        return known == null ? null : known.retryAfter();
    }

    /** What its codes and what it repeats of the request say against it, as soon as they are known; they come before the rows. */
    @Nullable Failure badCodes() {
        return judgement.ofCodes(inputEnded, httpStatus(), retryAfter());
    }

    /** Whether rows of this answer are good to be emitted. */
    boolean isGood() {
        return badCodes() == null && judgement.isOfCodesKnown();
    }

    /** The next row; null where none is whole. */
    @Nullable Backlink poll() {
        return rows.poll();
    }

    /**
     * Reads the rows of an answer that has come, before their turn.
     *
     * @return all of them that have not been polled; null where the answer is no page
     */
    @Nullable List<Backlink> readAhead() {
        isReadAhead = true;
        List<Backlink> ahead = rows.readAhead();
        share.hold(rows.bytesHeld(0)); // None of them has been emitted.
        return isRead() ? ahead : null;
    }

    boolean isReadAhead() {
        return isReadAhead;
    }

    private boolean isRead() {
        return failure() == null && reader.ended();
    }

    /** Whether the answer has been read to its end and is a page. */
    boolean isPage() {
        return rows.isAllPolled() && isRead();
    }

    /** Why it failed; null where it has not. Whole rows may still be read then. Aborts an exchange that can't be read. */
    @Nullable Failure failure() {
        if (failure == null) {
            failure = judgement.ofReading(inputEnded, httpStatus(), retryAfter());
            if (failure != null && judgement.isUnusable()) {
                cancel(); // What is still to come can't be read, and its connection must not be used again.
            }
        }
        return failure;
    }

    PageEnvelope envelope() {
        return reader.envelope();
    }

    /** Rows that were polled. */
    int rows() {
        return rows.polled();
    }

    /** Values read so far that were of another type than their field's. */
    long unexpectedValues() {
        return rows.unexpectedValues();
    }

    /** Aborts what runs and lets go of what is held. */
    void close() {
        cancel();
        waiting.clear();
        rows.close();
        judgement.close();
        reader.close();
        share.close();
    }
}
