package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The account is refused: login, payment, a limit that the customer set, or an IP address that is not allowed (40100, 40200,
 * 40203, 40207 …). Nothing will be sold to it until that is mended.
 */
public final class AccountRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public AccountRefusedException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
