package io.backflux.error;

/** The server answered with the token that it was asked with: the chain would go round for ever. */
public final class RepeatedTokenException extends PermanentException {

    private static final long serialVersionUID = 1L;

    RepeatedTokenException(Builder builder) {
        super(builder);
    }
}
