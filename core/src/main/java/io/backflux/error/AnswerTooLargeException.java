package io.backflux.error;

/** The answer went over one of the {@link io.backflux.ParseLimits}, or what stands around it over its own limit. */
public final class AnswerTooLargeException extends PermanentException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(Builder builder) {
        super(builder);
    }
}
