package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The server failed: an HTTP status of 5xx, or a code such as 50000 inside HTTP 200. */
public final class ServerFailedException extends TransientException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public ServerFailedException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
