package io.backflux.error;

/**
 * The proxy on the way to the server can't be reached, or lets nobody through, such as for want of a login; nothing was sent. The
 * message names it. What a proxy says of the way behind it may pass, and is a {@link ConnectionFailedException}.
 */
public final class ProxyFailedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    ProxyFailedException(Builder builder) {
        super(builder);
    }
}
