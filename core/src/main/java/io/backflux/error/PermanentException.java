package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The same request fails until something is changed: the query, the account, the server or the client. It is never sent twice. */
public abstract sealed class PermanentException extends BacklinksException
        permits AccountRefusedException,
                RequestRefusedException,
                AnswerTooLargeException,
                RepeatedTokenException,
                UntrustedServerException,
                ClientClosedException {

    private static final long serialVersionUID = 1L;

    PermanentException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
