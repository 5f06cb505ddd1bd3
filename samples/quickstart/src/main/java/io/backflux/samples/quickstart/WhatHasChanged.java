package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.Delta;
import io.backflux.reactor.BacklinksClient;
import java.util.Collection;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What has changed of a target, for the price of the rows that have. */
public final class WhatHasChanged {

    private final BacklinksClient client;

    /** It isn't closed. */
    public WhatHasChanged(BacklinksClient client) {
        this.client = client;
    }

    /** By what became of them, the links found or lost since an earlier harvest began, which must have come to its end. */
    public Mono<Map<Delta.Change, Collection<Backlink>>> since(Checkpoint lastNight, BacklinksQuery query) {
        Delta delta = Delta.since(lastNight);
        return client.backlinks(delta.of(query)).collectMultimap(delta::changeOf);
    }
}
