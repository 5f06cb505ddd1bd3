package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * The client was closed before all rows had come, or before the harvest began. Nothing is wrong with the query or the
 * server: a harvest of another client resumes at the {@link #checkpoint()}.
 */
public final class ClientClosedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public ClientClosedException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
