package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The same request may succeed if it is sent again. The client has done so already, as often as its retry policy allows. */
public abstract sealed class TransientException extends BacklinksException
        permits ServerFailedException,
                ServerUnavailableException,
                QuotaExceededException,
                ConnectionFailedException,
                AnswerTimedOutException,
                MalformedAnswerException,
                UnexpectedAnswerException {

    private static final long serialVersionUID = 1L;

    TransientException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
