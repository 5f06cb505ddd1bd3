package io.backflux.benchmarks.harvest;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import java.net.URI;

/** This library, row by row. */
final class BackfluxRows implements Contender {

    private final BacklinksClient client;

    BackfluxRows(URI server) {
        this.client = BackfluxClients.connect(server);
    }

    @Override
    public void harvest(Site site, Tally tally) {
        client.backlinks(BacklinksQuery.of(site.target()))
                .doOnNext(row -> tally.row(row.rank(), row.lastSeen()))
                .blockLast();
    }

    @Override
    public void close() {
        client.close();
    }
}
