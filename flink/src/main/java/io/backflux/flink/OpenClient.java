package io.backflux.flink;

import io.backflux.BacklinksQuery;
import io.backflux.RowOrder;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.quota.AccountQuota;
import java.io.IOException;

/** A client and its quota, which are closed together. */
final class OpenClient implements AutoCloseable {

    private final BacklinksClient client;
    private final AccountQuota quota;

    private OpenClient(BacklinksClient client, AccountQuota quota) {
        this.client = client;
        this.quota = quota;
    }

    static OpenClient of(ClientFactory clients, AccountQuota quota) {
        try {
            return new OpenClient(clients.builder().quota(quota).build(), quota);
        } catch (RuntimeException e) {
            try {
                close(quota);
            } catch (IOException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    Harvest harvest(BacklinksQuery query) {
        return client.harvest(query).order(query.orderBy().isEmpty() ? RowOrder.STABLE : RowOrder.QUERY);
    }

    Harvest harvestInItsOrder(BacklinksQuery query) {
        return client.harvest(query);
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } finally {
            close(quota);
        }
    }

    private static void close(AccountQuota quota) throws IOException {
        if (quota instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IOException("the quota could not be closed", e);
            }
        }
    }
}
