package io.backflux.error;

import io.backflux.Checkpoint;
import org.jspecify.annotations.Nullable;

/** A harvest ended before its end. What was handed on before is good. */
public abstract sealed class BacklinksException extends RuntimeException
        permits TransientException, PermanentException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer code;
    private final Place place;
    private final transient @Nullable Checkpoint checkpoint;

    BacklinksException(
            String what,
            @Nullable Integer code,
            Place place,
            @Nullable Checkpoint checkpoint,
            @Nullable Throwable cause) {
        super(place.describe().isEmpty() ? what : what + " (" + place.describe() + ")", cause);
        this.code = code;
        this.place = place;
        this.checkpoint = checkpoint;
    }

    /** The API's own code, such as 40501, or the HTTP status where there was none; null for what is not the API's word. */
    public @Nullable Integer code() {
        return code;
    }

    /** Where it happened. */
    public Place place() {
        return place;
    }

    /**
     * Where to go on from once it is mended, without paying again for what was handed on; null where nothing was, or where
     * the exception was serialised, because a checkpoint holds the token.
     */
    public @Nullable Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Whether the same request may succeed if it is sent again: {@link TransientException}. */
    public boolean isTransient() {
        return this instanceof TransientException;
    }
}
