package io.backflux.error;

/**
 * The client was closed before all rows had come, or before the harvest began. Nothing is wrong with the query or the
 * server: a harvest of another client resumes at the {@link #checkpoint()}.
 */
public final class ClientClosedException extends PermanentException {

    private static final long serialVersionUID = 1L;

    ClientClosedException(Builder builder) {
        super(builder);
    }
}
