package io.backflux.benchmarks.harvest;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import java.net.URI;

/** This library, page by page. */
final class BackfluxPages implements Contender {

    private final BacklinksClient client;

    BackfluxPages(URI server) {
        this.client = BackfluxClients.connect(server);
    }

    @Override
    public void harvest(Site site, Tally tally) {
        client.pages(BacklinksQuery.of(site.target()))
                .doOnNext(page -> take(page, tally))
                .blockLast();
    }

    private static void take(BacklinksPage page, Tally tally) {
        page.items().forEach(row -> tally.row(row.rank(), row.lastSeen()));
    }

    @Override
    public void close() {
        client.close();
    }
}
