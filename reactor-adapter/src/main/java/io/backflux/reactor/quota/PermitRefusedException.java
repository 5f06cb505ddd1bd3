package io.backflux.reactor.quota;

import java.util.Objects;

/** No permit can come, and nothing was sent. A harvest ends with the exception of {@code io.backflux.error} that says the same. */
public final class PermitRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Reason {
        /** Who grants them was out of reach for too long: {@link io.backflux.error.QuotaUnavailableException}. */
        UNAVAILABLE,
        /** Others spend the same account with other limits: {@link io.backflux.error.QuotaConflictException}. */
        OTHER_LIMITS
    }

    private final Reason reason;

    /**
     * @param message what happened, and what to do; without any credential
     */
    public PermitRefusedException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
