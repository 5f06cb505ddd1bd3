package io.backflux.error;

/**
 * The request is refused, and would be again (40501, 40506, HTTP 404, a proxy's 407 …). The message has the server's words.
 */
public final class RequestRefusedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    RequestRefusedException(Builder builder) {
        super(builder);
    }
}
