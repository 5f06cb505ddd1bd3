package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The answer went over one of the {@link io.backflux.ParseLimits}, or what stands around it over its own limit. */
public final class AnswerTooLargeException extends PermanentException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public AnswerTooLargeException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
