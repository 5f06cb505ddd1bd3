package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestSummary;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestListener;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All links of a target as fast as the account allows. */
public final class WholeTarget {

    private final BacklinksClient client;

    /** It isn't closed. */
    public WholeTarget(BacklinksClient client) {
        this.client = client;
    }

    /** Every link, by up to 30 requests at once, in any order; in the end, whether that was all. */
    public Flux<Backlink> of(String target, Consumer<HarvestSummary> end) {
        return client.harvest(BacklinksQuery.of(target))
                .parallelism(30)
                .listener(HarvestListener.onSummary(end))
                .backlinks();
    }

    /** How that ends, what it costs and its proof, without the rows, which are bought all the same. */
    public Mono<HarvestSummary> summary(String target) {
        return client.harvest(BacklinksQuery.of(target)).parallelism(30).forEachPage(page -> Mono.empty());
    }
}
