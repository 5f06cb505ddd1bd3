package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import java.util.EnumSet;
import reactor.core.publisher.Flux;

/** Where links come from, and how strong they are, without what else a row has. */
public final class RankedSources {

    private final BacklinksClient client;

    /** It isn't closed. */
    public RankedSources(BacklinksClient client) {
        this.client = client;
    }

    /** At half the memory a row; what was not selected is null. */
    public Flux<Backlink> of(BacklinksQuery query) {
        return client.harvest(query)
                .columns(EnumSet.of(BacklinkColumn.URL_FROM, BacklinkColumn.RANK))
                .backlinks();
    }
}
