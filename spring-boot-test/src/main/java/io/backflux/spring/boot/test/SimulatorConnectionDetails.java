package io.backflux.spring.boot.test;

import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.spring.boot.BacklinksConnectionDetails;
import java.net.URI;

/** Leads to a simulator. */
record SimulatorConnectionDetails(BacklinksSimulator simulator) implements BacklinksConnectionDetails {

    @Override
    public Credentials credentials() {
        return Credentials.of(simulator.username(), simulator.password());
    }

    @Override
    public URI baseUrl() {
        return simulator.baseUrl();
    }
}
