package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The request is refused, and would be again (40501, 40506, HTTP 404, a proxy's 407 …). The message has the server's words.
 */
public final class RequestRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public RequestRefusedException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
