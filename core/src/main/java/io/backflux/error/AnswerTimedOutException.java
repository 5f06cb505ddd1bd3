package io.backflux.error;

import org.jspecify.annotations.Nullable;

/** The answer, or its next byte, did not come in time. */
public final class AnswerTimedOutException extends TransientException {

    private static final long serialVersionUID = 1L;

    public AnswerTimedOutException(String what, @Nullable Integer code, Place place, @Nullable Throwable cause) {
        super(what, code, place, cause);
    }
}
