package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** The answer is not JSON, or not even HTTP: cut, damaged, or a page of HTML from something between here and the server. */
public final class MalformedAnswerException extends TransientException {

    private static final long serialVersionUID = 1L;

    /** As thrown by the library; the message is {@code what} and the place in words. */
    public MalformedAnswerException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(what, code, place, checkpoint, cause);
    }
}
