package io.backflux.reactor;

import io.backflux.Backlink;
import reactor.core.publisher.Flux;

public class BacklinksTckTests extends HarvestTck<Backlink> {

    @Override
    Flux<Backlink> publisher(BacklinksClient client) {
        return client.backlinks(Clients.limit(3));
    }
}
