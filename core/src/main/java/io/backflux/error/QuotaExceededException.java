package io.backflux.error;

/**
 * The account sent too much: more than its quota for the minute (40202, HTTP 429), or more than 30 at once (40209).
 * Something else spends the same account, since this client stays below both.
 */
public final class QuotaExceededException extends TransientException {

    private static final long serialVersionUID = 1L;

    QuotaExceededException(Builder builder) {
        super(builder);
    }
}
