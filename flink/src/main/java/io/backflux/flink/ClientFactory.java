package io.backflux.flink;

import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.BacklinksClientBuilder;
import io.backflux.reactor.transport.Credentials;
import java.io.Serializable;

/**
 * Makes the clients of a source, where they are used: one in each reader, on the task managers, and one on the job manager, which
 * cuts large targets. It is serialised into the job, so what it captures is in the job graph: read credentials within it.
 */
@FunctionalInterface
public interface ClientFactory extends Serializable {

    /** A builder with credentials and whatever else is to be set, but for the quota, which the source sets. */
    BacklinksClientBuilder builder();

    /** Clients of the account in the environment, {@code DATAFORSEO_USERNAME} and {@code DATAFORSEO_PASSWORD}, of each machine. */
    static ClientFactory fromEnvironment() {
        return () -> BacklinksClient.builder().credentials(Credentials.fromEnvironment());
    }
}
