package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The account sent too much: more than its quota for the minute (40202, HTTP 429), or more than 30 at once (40209).
 * Something else spends the same account, since this client stays below both.
 */
public final class QuotaExceededException extends TransientException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public QuotaExceededException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
