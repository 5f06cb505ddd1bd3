package io.backflux.paging;

import io.backflux.error.AccountRefusedException;
import io.backflux.error.AnswerTimedOutException;
import io.backflux.error.AnswerTooLargeException;
import io.backflux.error.BacklinksException;
import io.backflux.error.ConnectionFailedException;
import io.backflux.error.MalformedAnswerException;
import io.backflux.error.Place;
import io.backflux.error.QuotaExceededException;
import io.backflux.error.RepeatedTokenException;
import io.backflux.error.RequestRefusedException;
import io.backflux.error.ServerFailedException;
import io.backflux.error.ServerUnavailableException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.error.UntrustedServerException;
import io.backflux.wire.SearchAfterToken;
import io.backflux.wire.UnreadableAnswer;
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
 */
public record Failure(
        Kind kind,
        @Nullable Integer code,
        String what,
        @Nullable String taskId,
        @Nullable String path,
        @Nullable Long byteOffset,
        @Nullable Throwable cause) {

    /** The kinds of failure, a leaf of the error tree each. */
    public enum Kind {
        SERVER_FAILED(true),
        SERVER_UNAVAILABLE(true),
        MINUTE_QUOTA_USED(true),
        TOO_MANY_AT_ONCE(true),
        CONNECTION_FAILED(true),
        TIMED_OUT(true),
        MALFORMED(true),
        UNEXPECTED(true),
        ACCOUNT_REFUSED(false),
        REQUEST_REFUSED(false),
        TOO_LARGE(false),
        REPEATED_TOKEN(false),
        UNTRUSTED_SERVER(false);

        private final boolean mayPass;

        Kind(boolean mayPass) {
            this.mayPass = mayPass;
        }

        /** Whether the same request may succeed if it is sent again. */
        public boolean isTransient() {
            return mayPass;
        }
    }

    public static Failure of(Kind kind, String what) {
        return new Failure(kind, null, what, null, null, null, null);
    }

    public static Failure of(Kind kind, String what, Throwable cause) {
        return new Failure(kind, null, what, null, null, null, cause);
    }

    public static Failure of(UnreadableAnswer unreadable, @Nullable String taskId) {
        Kind kind = switch (unreadable.reason()) {
            case MALFORMED -> Kind.MALFORMED;
            case UNEXPECTED -> Kind.UNEXPECTED;
            case TOO_LARGE -> Kind.TOO_LARGE;
        };
        String what = String.valueOf(unreadable.getMessage());
        return new Failure(kind, null, what, taskId, unreadable.path(), unreadable.byteOffset(), null);
    }

    public boolean isTransient() {
        return kind.isTransient();
    }

    /** The same, where the server's words quote the token that was sent without it: it is a secret. */
    public Failure without(@Nullable SearchAfterToken token) {
        if (token == null || !what.contains(token.reveal())) {
            return this;
        }
        String masked = what.replace(token.reveal(), "[" + token + "]");
        return new Failure(kind, code, masked, taskId, path, byteOffset, cause);
    }

    /**
     * The failure as the harvest's end.
     *
     * @param page the page that failed
     * @param received rows handed on before
     */
    public BacklinksException toException(String target, int page, long received) {
        Place place = new Place(target, page, received, taskId, path, byteOffset);
        return switch (kind) {
            case SERVER_FAILED -> new ServerFailedException(what, code, place, cause);
            case SERVER_UNAVAILABLE -> new ServerUnavailableException(what, code, place, cause);
            case MINUTE_QUOTA_USED, TOO_MANY_AT_ONCE -> new QuotaExceededException(what, code, place, cause);
            case CONNECTION_FAILED -> new ConnectionFailedException(what, code, place, cause);
            case TIMED_OUT -> new AnswerTimedOutException(what, code, place, cause);
            case MALFORMED -> new MalformedAnswerException(what, code, place, cause);
            case UNEXPECTED -> new UnexpectedAnswerException(what, code, place, cause);
            case ACCOUNT_REFUSED -> new AccountRefusedException(what, code, place, cause);
            case REQUEST_REFUSED -> new RequestRefusedException(what, code, place, cause);
            case TOO_LARGE -> new AnswerTooLargeException(what, code, place, cause);
            case REPEATED_TOKEN -> new RepeatedTokenException(what, code, place, cause);
            case UNTRUSTED_SERVER -> new UntrustedServerException(what, code, place, cause);
        };
    }
}
