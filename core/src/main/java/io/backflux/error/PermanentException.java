package io.backflux.error;

/** The same request fails until something is changed: the query, the account, the server or the client. It is never sent twice. */
public abstract sealed class PermanentException extends BacklinksException
        permits AccountRefusedException,
                RequestRefusedException,
                AnswerTooLargeException,
                RepeatedTokenException,
                CheckpointException,
                UntrustedServerException,
                ProxyFailedException,
                QuotaConflictException,
                ClientClosedException {

    private static final long serialVersionUID = 1L;

    PermanentException(Builder builder) {
        super(builder);
    }
}
