package io.backflux.paging;

import io.backflux.Checkpoint;
import io.backflux.FailureClass;
import io.backflux.RetryPolicy;
import io.backflux.error.BacklinksException;
import io.backflux.error.Place;
import io.backflux.wire.SearchAfterToken;
import io.backflux.wire.UnreadableAnswer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why one attempt at a page failed, before it is decided whether there will be another. The one place where codes turn
 * into exceptions.
 *
 * @param kind what kind of failure
 * @param code the API's code or the HTTP status
 * @param what in words
 * @param taskId the vendor's id of the request
 * @param path where in the answer
 * @param byteOffset where in the answer
 * @param cause what a library below threw
 * @param retryAfter the pause that the server asks for; null where it names none
 */
public record Failure(
        Kind kind,
        @Nullable Integer code,
        String what,
        @Nullable String taskId,
        @Nullable String path,
        @Nullable Long byteOffset,
        @Nullable Throwable cause,
        @Nullable Duration retryAfter) {

    /** The kinds of failure, whether a code says so or the wire; each has a leaf of the error tree. */
    public enum Kind {
        /** The same request may succeed soon. */
        SERVER_FAILED(FailureClass.SERVER_FAILED),
        /** The server is down for minutes. */
        SERVER_UNAVAILABLE(FailureClass.SERVER_UNAVAILABLE),
        /** The account's quota for the minute is used up. */
        MINUTE_QUOTA_USED(FailureClass.QUOTA_EXCEEDED),
        /** More requests at once than the account may have. */
        TOO_MANY_AT_ONCE(FailureClass.QUOTA_EXCEEDED),
        /** Who grants the account's permits is out of reach. */
        QUOTA_UNAVAILABLE(FailureClass.QUOTA_UNAVAILABLE),
        CONNECTION_FAILED(FailureClass.CONNECTION_FAILED),
        NO_SOCKET(FailureClass.CONNECTION_FAILED),
        TIMED_OUT(FailureClass.ANSWER_TIMED_OUT),
        MALFORMED(FailureClass.MALFORMED_ANSWER),
        UNEXPECTED(FailureClass.UNEXPECTED_ANSWER),
        /** The server ignores a filter, so that no part of a harvest can be asked for. */
        FILTER_IGNORED(FailureClass.UNEXPECTED_ANSWER),
        /** The account gets nothing until its owner mends it. */
        ACCOUNT_REFUSED(null),
        /** The request fails whenever it is sent. */
        REQUEST_REFUSED(null),
        /** The server no longer takes a checkpoint's token, and nothing else says where to resume. */
        PLACE_LOST(null),
        TOO_LARGE(null),
        REPEATED_TOKEN(null),
        UNTRUSTED_SERVER(null),
        PROXY_FAILED(null),
        /** Others spend the same account with other limits. */
        QUOTA_CONFLICT(null),
        CLIENT_CLOSED(null);

        private static final Set<Kind> BEYOND_RESUMING = EnumSet.of(FILTER_IGNORED, PLACE_LOST);

        private final @Nullable FailureClass mayPass;

        Kind(@Nullable FailureClass mayPass) {
            this.mayPass = mayPass;
        }

        /** Whether the same request may succeed if it is sent again. */
        public boolean isTransient() {
            return mayPass != null;
        }

        /** Whether a policy has it sent again. */
        boolean isRetried(RetryPolicy policy) {
            return mayPass != null && policy.retried().contains(mayPass);
        }
    }

    private static final int INVALID_FIELD = 40501;
    private static final int MOST_CHARACTERS = 324;

    public static Failure of(Kind kind, String what) {
        return new Failure(kind, null, what, null, null, null, null, null);
    }

    public static Failure of(Kind kind, String what, Throwable cause) {
        return new Failure(kind, null, what, null, null, null, cause, null);
    }

    public static Failure of(UnreadableAnswer unreadable, @Nullable String taskId) {
        Kind kind = switch (unreadable.reason()) {
            case MALFORMED -> Kind.MALFORMED;
            case UNEXPECTED -> Kind.UNEXPECTED;
            case TOO_LARGE -> Kind.TOO_LARGE;
        };
        String what = String.valueOf(unreadable.getMessage());
        Long offset = unreadable.byteOffset() < 0 ? null : Long.valueOf(unreadable.byteOffset());
        return new Failure(kind, null, what, taskId, unreadable.path(), offset, null, null);
    }

    public boolean isTransient() {
        return kind.isTransient();
    }

    /** As a policy tells it apart; null where the same request fails whenever it is sent. */
    public @Nullable FailureClass failureClass() {
        return kind.mayPass;
    }

    /**
     * Whether the policy allows for another attempt.
     *
     * @param attempts how many were made at this page
     * @param before in which shapes the answers before this one were wrong
     */
    public boolean isRetried(RetryPolicy policy, int attempts, Shapes before) {
        return kind.isRetried(policy) && attempts < policy.maxAttempts() && !before.contains(this);
    }

    /** The same, and why it is not retried where its shape is the reason. */
    public Failure explained(Shapes before) {
        return before.contains(this) ? withAdvice("the same came twice, so it is not retried again") : this;
    }

    /**
     * What the server itself wrote in another shape, or this machine lacks; null where it may pass: bytes may be damaged in
     * transit, and an answer without tasks is how the API itself fails at times.
     */
    Shapes.@Nullable Shape shape() {
        boolean stays = kind == Kind.NO_SOCKET || (kind == Kind.UNEXPECTED && !what.equals(AnswerJudge.NO_TASKS));
        return stays ? new Shapes.Shape(kind, what, path) : null;
    }

    /** Whether there were too many requests at a time: for the server, as it reports or seems to, or for this machine. */
    public boolean isPushback() {
        return switch (kind) {
            case SERVER_FAILED, SERVER_UNAVAILABLE, MINUTE_QUOTA_USED, TOO_MANY_AT_ONCE, TIMED_OUT, NO_SOCKET -> true;
            default -> false;
        };
    }

    /** Whether the API found a field invalid: that is also what it answers to a token that it does not take. */
    public boolean isInvalidField() {
        return kind == Kind.REQUEST_REFUSED && code != null && code == INVALID_FIELD;
    }

    /** The same, of an answer whose server asks for such a pause; null where it names none. */
    public Failure withRetryAfter(@Nullable Duration wanted) {
        return new Failure(kind, code, what, taskId, path, byteOffset, cause, wanted);
    }

    /** The same, with more in its message. */
    public Failure withAdvice(String more) {
        return new Failure(kind, code, what + "; " + more, taskId, path, byteOffset, cause, retryAfter);
    }

    /**
     * The same of a token that is no longer taken, where nothing else says where to resume.
     *
     * @param why in words
     */
    public Failure placeLost(String why) {
        return new Failure(Kind.PLACE_LOST, code, what + "; " + why, taskId, path, byteOffset, cause, retryAfter);
    }

    /**
     * The same without the token that was sent, where the server's message quotes it, because it is a secret; and only after that
     * cut to a length.
     */
    public Failure redacted(@Nullable SearchAfterToken token) {
        String masked = token == null ? what : what.replace(token.reveal(), "[" + token + "]");
        return new Failure(kind, code, shortened(masked), taskId, path, byteOffset, cause, retryAfter);
    }

    private static String shortened(String words) {
        return words.codePointCount(0, words.length()) <= MOST_CHARACTERS
                ? words
                : words.substring(0, words.offsetByCodePoints(0, MOST_CHARACTERS)) + "…";
    }

    /**
     * The failure as the harvest's end.
     *
     * @param page the page that failed
     * @param received rows emitted before
     * @param checkpoint where to resume; null where nothing was begun
     */
    public BacklinksException toException(String target, int page, long received, @Nullable Checkpoint checkpoint) {
        Place place = new Place(target, page, received, taskId, path, byteOffset);
        return toException(BacklinksException.builder(what)
                .place(place)
                .checkpoint(checkpoint)
                .needsNewHarvest(Kind.BEYOND_RESUMING.contains(kind)));
    }

    /** The failure of what belongs to no harvest. */
    public BacklinksException toException() {
        Place place = new Place(null, null, 0, taskId, path, byteOffset);
        return toException(BacklinksException.builder(what).place(place));
    }

    private BacklinksException toException(BacklinksException.Builder begun) {
        BacklinksException.Builder failure = begun.code(code).cause(cause);
        return switch (kind) {
            case SERVER_FAILED -> failure.serverFailed();
            case SERVER_UNAVAILABLE -> failure.serverUnavailable();
            case MINUTE_QUOTA_USED, TOO_MANY_AT_ONCE -> failure.quotaExceeded();
            case QUOTA_UNAVAILABLE -> failure.quotaUnavailable();
            case CONNECTION_FAILED, NO_SOCKET -> failure.connectionFailed();
            case TIMED_OUT -> failure.answerTimedOut();
            case MALFORMED -> failure.malformedAnswer();
            case UNEXPECTED, FILTER_IGNORED -> failure.unexpectedAnswer();
            case ACCOUNT_REFUSED -> failure.accountRefused();
            case REQUEST_REFUSED, PLACE_LOST -> failure.requestRefused();
            case TOO_LARGE -> failure.answerTooLarge();
            case REPEATED_TOKEN -> failure.repeatedToken();
            case UNTRUSTED_SERVER -> failure.untrustedServer();
            case PROXY_FAILED -> failure.proxyFailed();
            case QUOTA_CONFLICT -> failure.quotaConflict();
            case CLIENT_CLOSED -> failure.clientClosed();
        };
    }
}
