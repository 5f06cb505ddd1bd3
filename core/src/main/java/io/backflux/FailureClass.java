package io.backflux;

/** The classes of failures that may pass, as {@link RetryPolicy} tells them apart. Each is an exception of its own. */
public enum FailureClass {
    /** {@link io.backflux.error.ServerFailedException}. */
    SERVER_FAILED,
    /** {@link io.backflux.error.ServerUnavailableException}. */
    SERVER_UNAVAILABLE,
    /** {@link io.backflux.error.QuotaExceededException}. */
    QUOTA_EXCEEDED,
    /** {@link io.backflux.error.QuotaUnavailableException}. */
    QUOTA_UNAVAILABLE,
    /** {@link io.backflux.error.ConnectionFailedException}. */
    CONNECTION_FAILED,
    /** {@link io.backflux.error.AnswerTimedOutException}. */
    ANSWER_TIMED_OUT,
    /** {@link io.backflux.error.MalformedAnswerException}. */
    MALFORMED_ANSWER,
    /** {@link io.backflux.error.UnexpectedAnswerException}. */
    UNEXPECTED_ANSWER
}
