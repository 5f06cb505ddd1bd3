package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import reactor.core.publisher.Flux;

/** A service that embeds the client: one client for all requests, a query for each. */
public final class StrongLinks implements AutoCloseable {

    private final BacklinksClient client;

    public StrongLinks(BacklinksClient client) {
        this.client = client;
    }

    /** Of the real API, with the account in the environment. */
    public static StrongLinks ofTheRealApi() {
        BacklinksClient client = BacklinksClient.builder()
                .credentials(Credentials.fromEnvironment())
                .build();
        return new StrongLinks(client);
    }

    /** At most so many followed links of rank above 80, the strongest first; asked for as they are demanded. */
    public Flux<Backlink> of(String target, int max) {
        BacklinksQuery query = BacklinksQuery.builder(target)
                .filters(Fields.RANK.greaterThan(80).and(Fields.DOFOLLOW.isTrue()))
                .orderBy(Fields.RANK.descending())
                .build();
        return client.harvest(query).take(max).backlinks();
    }

    @Override
    public void close() {
        client.close();
    }
}
