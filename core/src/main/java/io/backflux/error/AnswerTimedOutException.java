package io.backflux.error;

/** The answer, or its next byte, did not come in time. */
public final class AnswerTimedOutException extends TransientException {

    private static final long serialVersionUID = 1L;

    AnswerTimedOutException(Builder builder) {
        super(builder);
    }
}
