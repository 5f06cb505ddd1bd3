package io.backflux.error;

/** Another process spends the same account with other limits, so nothing was sent: give all of them the same ones. */
public final class QuotaConflictException extends PermanentException {

    private static final long serialVersionUID = 1L;

    QuotaConflictException(Builder builder) {
        super(builder);
    }
}
