package io.backflux.spring.boot;

import java.util.List;
import java.util.stream.Stream;

/** A client is wanted, and no property says whose account pays. */
final class MissingCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final boolean username;
    private final boolean password;

    MissingCredentialsException(boolean username, boolean password) {
        super("no " + String.join(", no ", names(username, password)));
        this.username = username;
        this.password = password;
    }

    private static List<String> names(boolean username, boolean password) {
        return Stream.concat(
                        username ? Stream.of("backflux.username") : Stream.empty(),
                        password ? Stream.of("backflux.password") : Stream.empty())
                .toList();
    }

    /** The properties that are not set. */
    List<String> properties() {
        return names(username, password);
    }
}
