package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The server answered with the token that it was asked with: the chain would go round for ever. */
public final class RepeatedTokenException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public RepeatedTokenException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
