package io.backflux.error;

/** The server is down for maintenance or overload, for minutes rather than seconds (50303). */
public final class ServerUnavailableException extends TransientException {

    private static final long serialVersionUID = 1L;

    ServerUnavailableException(Builder builder) {
        super(builder);
    }
}
