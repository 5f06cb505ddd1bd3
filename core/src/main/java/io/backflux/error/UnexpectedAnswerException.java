package io.backflux.error;

/** The answer is JSON, but not of the API's shape, such as one without tasks. */
public final class UnexpectedAnswerException extends TransientException {

    private static final long serialVersionUID = 1L;

    UnexpectedAnswerException(Builder builder) {
        super(builder);
    }
}
