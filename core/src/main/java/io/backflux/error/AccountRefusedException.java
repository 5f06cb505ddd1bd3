package io.backflux.error;

/**
 * The account is refused: login, payment, a limit that the customer set, or an IP address that is not allowed (40100, 40200,
 * 40203, 40207 …). Nothing will be sold to it until that is mended.
 */
public final class AccountRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    AccountRefusedException(Builder builder) {
        super(builder);
    }
}
