package io.backflux.cli;

import io.backflux.quota.redis.RedisAccountQuota;
import io.backflux.reactor.BacklinksClient;
import io.backflux.simulator.BacklinksSimulator;
import org.jspecify.annotations.Nullable;

/**
 * Whom the rows come from.
 *
 * @param quota the account's, where other processes share it; null where it is this one's alone
 * @param simulator the server itself, where it is an embedded one
 */
record Server(
        BacklinksClient client,
        @Nullable RedisAccountQuota quota,
        @Nullable BacklinksSimulator simulator) implements AutoCloseable {

    @Override
    public void close() {
        client.close();
        if (quota != null) {
            quota.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }
}
