package io.backflux.error;

/** The server could not prove who it is: its certificate was not accepted, and nothing was sent. */
public final class UntrustedServerException extends PermanentException {

    private static final long serialVersionUID = 1L;

    UntrustedServerException(Builder builder) {
        super(builder);
    }
}
