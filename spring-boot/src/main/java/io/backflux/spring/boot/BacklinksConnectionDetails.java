package io.backflux.spring.boot;

import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Whom the client asks, and whose account pays. Unless there is a bean of this type, the properties {@code backflux.username}, {@code
 * backflux.password} and {@code backflux.base-url} say it.
 */
public interface BacklinksConnectionDetails extends ConnectionDetails {

    Credentials credentials();

    /** Null for the API itself. */
    default @Nullable URI baseUrl() {
        return null;
    }
}
