package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** All links of a target, night by night, however often it is stopped. */
public final class NightlyHarvest {

    /** Where rows and checkpoint lie: both at once, such as in one transaction, or the rows first. */
    public interface Store {

        /** Where the last night ended. */
        Optional<Checkpoint> checkpoint();

        /** Keeps them for good; the checkpoint's JSON holds the API's token, so it is a secret. */
        Mono<Void> save(List<Backlink> rows, Checkpoint checkpoint);
    }

    private final BacklinksClient client;
    private final Store store;

    /** Neither is closed. */
    public NightlyHarvest(BacklinksClient client, Store store) {
        this.client = client;
        this.store = store;
    }

    /** Resumes where the last night ended, for at most so much over all nights; asks for a page when the one before is stored. */
    public Mono<HarvestSummary> resume(BacklinksQuery query, BigDecimal dollars) {
        Harvest harvest = client.harvest(query).order(RowOrder.STABLE).maxCost(dollars);
        return store.checkpoint()
                .map(harvest::resumeFrom)
                .orElse(harvest)
                .forEachPage(page -> store.save(page.items(), page.checkpoint()));
    }
}
