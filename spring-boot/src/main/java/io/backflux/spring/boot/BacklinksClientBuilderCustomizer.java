package io.backflux.spring.boot;

import io.backflux.reactor.BacklinksClientBuilder;

/**
 * What else is to be set on the client, after the properties. Beans of this type are called in their order, once, as the client is built.
 */
@FunctionalInterface
public interface BacklinksClientBuilderCustomizer {

    void customize(BacklinksClientBuilder builder);
}
