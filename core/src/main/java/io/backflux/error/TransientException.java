package io.backflux.error;

/** The same request may succeed if it is sent again. The client has done so already, as often as its retry policy allows. */
public abstract sealed class TransientException extends BacklinksException
        permits ServerFailedException,
                ServerUnavailableException,
                QuotaExceededException,
                QuotaUnavailableException,
                ConnectionFailedException,
                AnswerTimedOutException,
                MalformedAnswerException,
                UnexpectedAnswerException {

    private static final long serialVersionUID = 1L;

    TransientException(Builder builder) {
        super(builder);
    }
}
