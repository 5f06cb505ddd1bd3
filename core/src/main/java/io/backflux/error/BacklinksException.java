package io.backflux.error;

import io.backflux.Checkpoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A harvest failed before its end, or another question to the API did. What was emitted before is good. */
public abstract sealed class BacklinksException extends RuntimeException
        permits TransientException, PermanentException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer code;
    private final Place place;
    private final transient @Nullable Checkpoint checkpoint;
    private final boolean needsNewHarvest;

    BacklinksException(Builder builder) {
        super(builder.message(), builder.cause);
        this.code = builder.code;
        this.place = builder.place;
        this.checkpoint = builder.checkpoint;
        this.needsNewHarvest = builder.needsNewHarvest;
    }

    /**
     * For one of the tree, made by the library; or in a test of what its caller does about it.
     *
     * @param what happened, which begins the message; the place follows in words
     */
    public static Builder builder(String what) {
        return new Builder(what);
    }

    /** The API's own code, such as 40501, or the HTTP status where there was none; null for what the API did not report. */
    public @Nullable Integer code() {
        return code;
    }

    /** Where it happened. */
    public Place place() {
        return place;
    }

    /**
     * Where to resume once the cause is corrected, without paying again for what was emitted; null where nothing was, or where
     * the exception was serialised, because a checkpoint holds the token.
     */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /**
     * Whether resuming from {@link #checkpoint()} is known to fail again, so that only a new harvest helps: the server ignores the
     * filters that a parallel harvest needs, or it no longer takes the checkpoint's token and nothing else says where to resume.
     */
    public boolean needsNewHarvest() {
        return needsNewHarvest;
    }

    /** Whether the same request may succeed if it is sent again: {@link TransientException}. */
    public boolean isTransient() {
        return this instanceof TransientException;
    }

    /** What is known of a failure; the last call makes the exception of its name. Not for several threads. */
    public static final class Builder {

        private final String what;
        private @Nullable Integer code;
        private Place place = Place.NOWHERE;
        private @Nullable Checkpoint checkpoint;
        private @Nullable Throwable cause;
        private boolean needsNewHarvest;

        private Builder(String what) {
            this.what = Objects.requireNonNull(what, "what");
        }

        private String message() {
            return place.describe().isEmpty() ? what : what + " (" + place.describe() + ")";
        }

        /** See {@link BacklinksException#code()}; null unless set. */
        public Builder code(@Nullable Integer code) {
            this.code = code;
            return this;
        }

        /** See {@link BacklinksException#place()}; {@link Place#NOWHERE} unless set. */
        public Builder place(Place place) {
            this.place = Objects.requireNonNull(place, "place");
            return this;
        }

        /** See {@link BacklinksException#checkpoint()}; null unless set. */
        public Builder checkpoint(@Nullable Checkpoint checkpoint) {
            this.checkpoint = checkpoint;
            return this;
        }

        /** Null unless set. */
        public Builder cause(@Nullable Throwable cause) {
            this.cause = cause;
            return this;
        }

        /** See {@link BacklinksException#needsNewHarvest()}; false unless set. */
        public Builder needsNewHarvest(boolean needsNewHarvest) {
            this.needsNewHarvest = needsNewHarvest;
            return this;
        }

        public ServerFailedException serverFailed() {
            return new ServerFailedException(this);
        }

        public ServerUnavailableException serverUnavailable() {
            return new ServerUnavailableException(this);
        }

        public QuotaExceededException quotaExceeded() {
            return new QuotaExceededException(this);
        }

        public QuotaUnavailableException quotaUnavailable() {
            return new QuotaUnavailableException(this);
        }

        public ConnectionFailedException connectionFailed() {
            return new ConnectionFailedException(this);
        }

        public AnswerTimedOutException answerTimedOut() {
            return new AnswerTimedOutException(this);
        }

        public MalformedAnswerException malformedAnswer() {
            return new MalformedAnswerException(this);
        }

        public UnexpectedAnswerException unexpectedAnswer() {
            return new UnexpectedAnswerException(this);
        }

        public AccountRefusedException accountRefused() {
            return new AccountRefusedException(this);
        }

        public RequestRefusedException requestRefused() {
            return new RequestRefusedException(this);
        }

        public AnswerTooLargeException answerTooLarge() {
            return new AnswerTooLargeException(this);
        }

        public RepeatedTokenException repeatedToken() {
            return new RepeatedTokenException(this);
        }

        public UntrustedServerException untrustedServer() {
            return new UntrustedServerException(this);
        }

        public ProxyFailedException proxyFailed() {
            return new ProxyFailedException(this);
        }

        public QuotaConflictException quotaConflict() {
            return new QuotaConflictException(this);
        }

        public ClientClosedException clientClosed() {
            return new ClientClosedException(this);
        }

        public CheckpointException checkpointRefused(CheckpointException.Reason reason) {
            return new CheckpointException(this, reason);
        }
    }
}
