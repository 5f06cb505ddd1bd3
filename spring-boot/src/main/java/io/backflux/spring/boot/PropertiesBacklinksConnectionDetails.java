package io.backflux.spring.boot;

import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** As the properties say. */
final class PropertiesBacklinksConnectionDetails implements BacklinksConnectionDetails {

    private final BackfluxProperties properties;

    PropertiesBacklinksConnectionDetails(BackfluxProperties properties) {
        this.properties = properties;
    }

    /**
     * {@inheritDoc}
     *
     * @throws MissingCredentialsException if one of the properties is not set
     */
    @Override
    public Credentials credentials() {
        String username = properties.username();
        String password = properties.password();
        if (username == null || password == null || isBlank(username) || isBlank(password)) {
            throw new MissingCredentialsException(isBlank(username), isBlank(password));
        }
        return Credentials.of(username, password);
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    @Override
    public @Nullable URI baseUrl() {
        return properties.baseUrl();
    }
}
