package io.backflux.error;

/**
 * Who grants the account's permits could not be reached for as long as the client waits for that, so nothing was sent. It is
 * somewhere else than the API, such as a Redis that several processes share. Not retried unless a policy names it, because it
 * was waited for already; a harvest resumes at the {@link #checkpoint()}.
 */
public final class QuotaUnavailableException extends TransientException {

    private static final long serialVersionUID = 1L;

    QuotaUnavailableException(Builder builder) {
        super(builder);
    }
}
