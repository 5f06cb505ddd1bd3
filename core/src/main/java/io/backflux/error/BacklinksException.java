package io.backflux.error;

import org.jspecify.annotations.Nullable;

/** A harvest ended before its end. What was handed on before is good. */
public abstract sealed class BacklinksException extends RuntimeException
        permits TransientException, PermanentException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Integer code;
    private final Place place;

    BacklinksException(String what, @Nullable Integer code, Place place, @Nullable Throwable cause) {
        super(place.describe().isEmpty() ? what : what + " (" + place.describe() + ")", cause);
        this.code = code;
        this.place = place;
    }

    /** The API's own code, such as 40501, or the HTTP status where there was none; null for what is not the API's word. */
    public @Nullable Integer code() {
        return code;
    }

    /** Where it happened. */
    public Place place() {
        return place;
    }

    /** Whether the same request may succeed if it is sent again: {@link TransientException}. */
    public boolean isTransient() {
        return this instanceof TransientException;
    }
}
