package io.backflux.reactor;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * Harvests of many queries, side by side, each with its own pages, checkpoints and end; immutable. One that fails ends none of the
 * others. Nothing happens before a subscriber of {@link #pages()} or {@link #forEachPage} asks for something, and each subscription
 * subscribes to the queries anew.
 *
 * <p>Defaults: {@code concurrency} 8, each harvest as {@link BacklinksClient#harvest} describes it.
 */
public final class Harvests {

    private static final int USUAL_CONCURRENCY = 8;
    private static final int NOT_SHARED = 0;

    private final BacklinksClient client;
    private final Publisher<? extends BacklinksQuery> queries;
    private final BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description;
    private final int concurrency;
    private final int slots;

    private Harvests(
            BacklinksClient client,
            Publisher<? extends BacklinksQuery> queries,
            BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description,
            int concurrency,
            int slots) {
        this.client = client;
        this.queries = queries;
        this.description = description;
        this.concurrency = concurrency;
        this.slots = slots;
    }

    static Harvests of(BacklinksClient client, Publisher<? extends BacklinksQuery> queries) {
        Objects.requireNonNull(queries, "queries");
        return new Harvests(client, queries, (query, harvest) -> harvest, USUAL_CONCURRENCY, NOT_SHARED);
    }

    /**
     * How many may be open at once, each with a request in flight and a page in memory; with {@link Harvest#parallelism} as many as
     * that. They share the account's permits with all else.
     *
     * @param targets at least 1
     */
    public Harvests concurrency(int targets) {
        if (targets < 1) {
            throw new IllegalArgumentException("targets must be at least 1, was " + targets);
        }
        return new Harvests(client, queries, description, targets, slots);
    }

    /**
     * Shares so many requests in flight out among the harvests, and runs as many of them at once: while further queries come each has
     * one, and once the last has begun, what is idle goes to those that have more to ask for, as far as their {@link
     * Harvest#parallelism} allows, the one that began first coming first. So the list as a whole ends early, and only what is left at
     * the end is cut into ranges. A slot is in use until the subscriber is done with the page, see {@link SharedSlots}.
     *
     * <pre>{@code
     * client.harvests(queries).slots(30).describe((query, harvest) -> harvest.parallelism(30)).forEachPage(store)
     * }</pre>
     *
     * @param requests at least 1; instead of the {@link #concurrency} set before, which may be set lower again
     */
    public Harvests slots(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests must be at least 1, was " + requests);
        }
        return new Harvests(client, queries, description, requests, requests);
    }

    /**
     * Describes each harvest further, instead of the description before: where it resumes, in which order, at what cost.
     *
     * <pre>{@code
     * harvests.describe((query, harvest) -> harvest.order(RowOrder.STABLE).maxCost(dollars))
     * }</pre>
     *
     * @param description called as its harvest begins, on the thread that carries that; it must not block. Where it throws, that
     *     harvest fails
     */
    public Harvests describe(BiFunction<? super BacklinksQuery, ? super Harvest, Harvest> description) {
        return new Harvests(client, queries, Objects.requireNonNull(description, "description"), concurrency, slots);
    }

    /**
     * All pages of all queries as they come, and one {@link HarvestEvent.Ended} behind the last page of each.
     *
     * <p><b>Demand.</b> A page is asked for an event demanded, as with {@link Harvest#pages()}: demand for 0, 1, 2 events has 0, 1, 2
     * pages asked for, each of another harvest; what each says of {@code prefetch} and {@code parallelism} comes on top. A query is
     * asked for when its harvest may begin, and none is kept that has not begun. Operators that prefetch ask for pages here: write
     * {@code concatMap(…, 0)}. <b>Order and fairness.</b> Of the harvests that have begun, the one that has waited longest is asked
     * next; another one begins only where demand is left when all of these have a page in flight. So with unbounded demand {@code
     * concurrency} harvests run beside each other, each at its own pace, and with demand for one at a time one after the other.
     * <b>Threads.</b> Events are signalled on the thread that brought them, or their demand, one at a time. <b>Cancel</b> cancels the
     * queries and all harvests, and sends nothing more. <b>Errors.</b> A harvest's error is in its {@code Ended}. An error of the
     * queries is signalled once those that have begun have ended. <b>Context.</b> The subscriber's reaches the queries and each harvest.
     */
    public Flux<HarvestEvent> pages() {
        return merged(one -> one.pages(description));
    }

    private <T> Flux<T> merged(Function<OneOfMany, Flux<T>> events) {
        if (slots == NOT_SHARED) {
            return GatedMerge.assembled(
                    queries, query -> events.apply(new OneOfMany(query, client, null)), concurrency);
        }
        return Flux.defer(() -> {
            SharedSlots shared = SharedSlots.of(slots);
            return GatedMerge.assembled(
                    Flux.from(queries).doOnTerminate(shared::noMoreHarvests),
                    query -> events.apply(new OneOfMany(query, client, shared)),
                    Math.min(concurrency, slots));
        });
    }

    /**
     * Harvests all queries to their ends, and stores each page before the next one of its query is asked for, as {@link
     * Harvest#forEachPage} does: never two pages of one harvest at once, while those of different ones may be stored beside each other.
     * Where storing fails, that harvest fails, and its checkpoint is the last that was stored.
     *
     * <p><b>Demand.</b> As many harvests are begun as ends are demanded, {@code concurrency} at once at most; 0 sends nothing. Threads,
     * cancel, errors and Context as with {@link #pages()}.
     *
     * @param store completes when the page is durable; what it emits is ignored. Null from it is an error
     * @return how each ended, once all of its pages are stored, in the order of the ends
     */
    public Flux<HarvestEvent.Ended> forEachPage(
            BiFunction<? super BacklinksQuery, ? super BacklinksPage, ? extends Publisher<?>> store) {
        Objects.requireNonNull(store, "store");
        return merged(one -> one.stored(description, store));
    }
}
