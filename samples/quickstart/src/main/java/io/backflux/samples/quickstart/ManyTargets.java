package io.backflux.samples.quickstart;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.HarvestEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All links of any number of targets, some of them beside each other. */
public final class ManyTargets {

    /** Where the rows and the checkpoint of each target lie. */
    public interface Store {

        /** Where the target's last harvest ended. It must not block. */
        Optional<Checkpoint> checkpoint(String target);

        /** Keeps them for good. */
        Mono<Void> save(String target, List<Backlink> rows, Checkpoint checkpoint);
    }

    private final BacklinksClient client;
    private final Store store;

    /** Neither is closed. */
    public ManyTargets(BacklinksClient client, Store store) {
        this.client = client;
        this.store = store;
    }

    /** A query for each name. One that is no target goes to {@code refused}, and ends nothing. */
    public static Flux<BacklinksQuery> queries(
            Publisher<String> names, BiConsumer<String, IllegalArgumentException> refused) {
        return Flux.from(names).handle((name, sink) -> {
            try {
                sink.next(BacklinksQuery.of(name));
            } catch (IllegalArgumentException e) {
                refused.accept(name, e);
            }
        });
    }

    /** How each target's harvest ended; each resumes where it did the last time. All are stopped where the account is refused. */
    public Flux<HarvestEvent.Ended> resume(Publisher<BacklinksQuery> queries) {
        return client.harvests(queries)
                .concurrency(12)
                .describe((query, harvest) -> store.checkpoint(query.target())
                        .map(harvest::resumeFrom)
                        .orElse(harvest))
                .forEachPage((query, page) -> store.save(query.target(), page.items(), page.checkpoint()))
                .takeUntil(end -> end.error() instanceof AccountRefusedException);
    }
}
