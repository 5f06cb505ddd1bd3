package io.backflux.cli;

import io.backflux.reactor.BacklinksClient;
import io.backflux.simulator.BacklinksSimulator;
import org.jspecify.annotations.Nullable;

/**
 * Whom the rows come from.
 *
 * @param simulator the server itself, where it is an embedded one
 */
record Server(BacklinksClient client, @Nullable BacklinksSimulator simulator) implements AutoCloseable {

    @Override
    public void close() {
        client.close();
        if (simulator != null) {
            simulator.close();
        }
    }
}
