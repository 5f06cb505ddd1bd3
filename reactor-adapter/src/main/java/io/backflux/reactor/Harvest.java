package io.backflux.reactor;

import io.backflux.AccountStatus;
import io.backflux.Backlink;
import io.backflux.BacklinkColumn;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestEstimate;
import io.backflux.HarvestSummary;
import io.backflux.RemainingEstimate;
import io.backflux.RowOrder;
import io.backflux.error.BacklinksException;
import io.backflux.paging.Plan;
import io.backflux.partition.Forecast;
import io.backflux.partition.Reach;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * What to harvest and how; immutable, and nothing is sent before a subscriber of {@link #backlinks()} or {@link #pages()}
 * asks for something. Each subscription is a harvest of its own, with its own requests, and its own bill.
 *
 * <p>Defaults: every row, at any cost, from the beginning, in the query's own order, {@code parallelism} 1,
 * {@code prefetch} 0, whole rows, no listener.
 */
public final class Harvest {

    private final ClientSetup setup;
    private final BacklinksQuery query;
    private final HarvestOptions options;

    Harvest(ClientSetup setup, BacklinksQuery query, HarvestOptions options) {
        this.setup = setup;
        this.query = query;
        this.options = options;
    }

    private Harvest with(HarvestOptions others) {
        return new Harvest(setup, query, others);
    }

    /**
     * At most so many rows. Unlike {@link Flux#take(long)} this also chooses the size of the pages, so that no more rows are
     * bought than needed: 1,500 rows come as two pages of 750. The query's {@code limit} stays the largest page.
     * Where the target turns out to have fewer rows, smaller pages may be one page more than needed. A harvest that
     * resumes from a checkpoint counts the rows before it. One of no more than a page re-requests its first page when more is
     * wanted, larger and without the rows that were emitted; a longer chain keeps its size of pages, which its token binds.
     *
     * @param rows at least 1
     */
    public Harvest take(long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1, was " + rows);
        }
        return with(options.withMax(rows));
    }

    /**
     * Asks for pages before they are needed, as soon as the subscriber has asked for a first row: up to so many pages are
     * held beyond the one that is being read. Faster, and a subscriber who cancels may have paid for them in vain.
     *
     * @param pages 0 to ask only for what is demanded
     */
    public Harvest prefetch(int pages) {
        if (pages < 0) {
            throw new IllegalArgumentException("pages must not be negative, was " + pages);
        }
        return with(options.withPrefetch(pages));
    }

    /**
     * In which order the rows are emitted. Unless set, {@link RowOrder#QUERY} with one slot and {@link RowOrder#ANY} with
     * several ({@link #parallelism}).
     *
     * <ul>
     *   <li>{@link RowOrder#QUERY}: the query's {@code orderBy}, or the API's default ({@code rank}, {@code last_seen}). Rows
     *       that tie at a page's edge may be lost, and rows whose rank changes while they are read may be lost or come twice.
     *       One slot only.
     *   <li>{@link RowOrder#STABLE}: {@code first_seen}, {@code url_from}, {@code url_to}, all ascending. These keys never
     *       change, so no row is lost while the index does. Rows first seen after the harvest began, by this machine's clock,
     *       are left out, so that the end comes; rows without {@code first_seen} are not. With several slots, what is in
     *       flight but not in turn lies in memory, at most a page each, and its chain waits: up to about 21,000 rows come as
     *       fast as in any order, and of more than that mainly the next page of each range is here sooner than by one chain;
     *       rows that a second look brings, where the index changed, come last.
     *   <li>{@link RowOrder#ANY}: as they come. With several slots an {@code orderBy} of the query is given up where that
     *       allows for them; with one slot it is kept.
     * </ul>
     *
     * <p><b>Unproved</b> on the live API: that {@code url_from} sorts, and that a grouping {@code mode} is applied as with the
     * default order. In doubt compare {@link io.backflux.HarvestProof}.
     *
     * <p>What contradicts itself is refused by {@link #backlinks()}, {@link #pages()}, {@link #forEachPage} and {@link #estimate()},
     * in whatever order it was said: {@code QUERY} with several slots; {@code STABLE}, or several slots without {@code ANY}, with an
     * {@code orderBy} of the query that is not the stable order's.
     *
     * @param order instead of the order set before
     */
    public Harvest order(RowOrder order) {
        return with(options.withOrder(Objects.requireNonNull(order, "order")));
    }

    /**
     * Ends the harvest as {@link io.backflux.HarvestStatus#LIMITED} before a request that might take its cost above so much.
     * Before each request as much is set aside as the dearest answer of the harvest has cost, and before a page of so many rows
     * has come what the vendor's price list says if that is more. It stays set aside for an answer that broke off before it
     * named its price, but not where nothing reached the server (no permit, no connection, TLS or a proxy refused). A harvest
     * that resumes from a checkpoint counts what it had cost before.
     *
     * <p><b>What it promises</b>: the maximum is kept as long as no answer costs more than what was set aside for it. The
     * first that is dearer than the price list and than all before may exceed it by the difference; of pages that are in
     * flight together, each of them may. From then on the higher price is set aside.
     *
     * @param dollars USD, positive
     */
    public Harvest maxCost(BigDecimal dollars) {
        if (dollars.signum() <= 0) {
            throw new IllegalArgumentException("dollars must be positive, was " + dollars);
        }
        return with(options.withMaxCost(dollars));
    }

    /**
     * Requests up to so many pages at once, as the query allows. Its first page says what the total is; the others are requested at
     * offsets, which reach about 21,000 rows, and about 42,000 from both ends. Beyond that one block of such pages follows the other,
     * from both ends until they meet. Neighbouring pages share a row, so one request in a thousand is more than a chain takes. Where
     * that is not possible (a grouping {@code mode}, an {@code offset}, more than 6 conditions) it is one chain, and {@link
     * io.backflux.HarvestSummary#strategyReason()} says why.
     *
     * <p>Rows come in no particular {@link #order} unless {@link RowOrder#STABLE} is asked for: then blocks go from the beginning only,
     * and what comes before its turn waits in memory, packed where the server packs; no page more than 59 behind the one whose turn it
     * is is requested, nor one behind those that were demanded. Only rows first seen before the
     * harvest began are asked for, as in that order. <b>Demand</b>: as soon as a first row was asked for, up to
     * {@code slots} pages more than that may be in flight or lie ready, and a subscriber who cancels may have paid for them in
     * vain. <b>Pace</b>: up to 128 pages go at once; of more it begins with 4 requests, adds one for each answer while that brings more
     * in the same time, and halves when the server is overburdened; none of several slots is used where the account's quota has no
     * permit. <b>Errors</b>: where a page can't be had, those in flight are still emitted before the error is. {@link
     * io.backflux.HarvestProof#verdict()} says at the end whether the parts are the whole: what the API does with such
     * queries is <b>unproved</b>.
     *
     * @param slots requests at once, 1 for a chain; with more, the query must have no {@code orderBy} of its own, or
     *     {@link RowOrder#ANY} must give it up
     */
    public Harvest parallelism(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1, was " + slots);
        }
        return with(options.withSlots(slots));
    }

    /**
     * Reads only these columns of each row, which takes less memory and time: what isn't selected is skipped in the answer's bytes. It
     * costs the same, as the API always sends whole rows.
     *
     * <p>What isn't selected is null in {@link Backlink}, and {@linkplain io.backflux.Extras#absent() absent}, so that {@link
     * Backlink#toJson()} doesn't write it; fields that aren't known are dropped, and unexpected values of others aren't counted. Only
     * {@code urlFrom}, {@code urlTo}, {@code itemType}, {@code anchor}, {@code firstSeen}, {@code lastSeen} and {@code isLost} are there
     * whatever is selected: by them harvests and {@link io.backflux.Delta} know rows, so that each comes exactly once, is proven and
     * resumed with any selection. A checkpoint doesn't know the selection: whoever resumes with another gets other rows from there on.
     *
     * @param columns at least one; instead of those set before. Unless set, whole rows
     */
    public Harvest columns(Set<BacklinkColumn> columns) {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns must not be empty, was empty");
        }
        return with(options.withColumns(Collections.unmodifiableSet(EnumSet.copyOf(columns))));
    }

    /**
     * Shares slots with other harvests: of {@link #parallelism} it uses as many as {@link SharedSlots} has for it by now, at first one.
     * Beyond what it may use nothing is requested, also ahead of demand.
     *
     * @param lease of this harvest, open until it has ended; instead of the one set before
     */
    public Harvest slots(SharedSlots.Lease lease) {
        return with(options.withLease(Objects.requireNonNull(lease, "lease")));
    }

    /**
     * Resumes exactly where another harvest of the same query stood. The first row is the one after those that the checkpoint
     * covers; if it covers all, the harvest completes at once and nothing is sent. A checkpoint in the
     * {@linkplain RowOrder#STABLE stable order} puts this harvest into it, too, with the same bound.
     *
     * <p>Should the server refuse the checkpoint's token (40501), a harvest in the stable order resumes from its last row
     * without it; its first pages may then be empty. In another order, or with 8 conditions, it fails with {@link
     * io.backflux.error.RequestRefusedException}.
     *
     * <p>A checkpoint in another order than the one that {@link #order} asks for explicitly is refused by {@link
     * #backlinks()}, {@link #pages()} and {@link #estimate()}: for {@link RowOrder#STABLE} that of a harvest in the query's
     * order or from both ends, for {@link RowOrder#QUERY} that of one in the stable order or in none.
     *
     * @throws io.backflux.error.CheckpointException if it is of another query
     */
    public Harvest resumeFrom(Checkpoint checkpoint) {
        CheckpointContent from = CheckpointAccess.contentOf(checkpoint);
        Plan.check(query, from);
        return with(options.resumedFrom(from));
    }

    /** Instead of the listener set before; those of the {@linkplain BacklinksClientBuilder#harvestListener client} hear as well. */
    public Harvest listener(HarvestListener listener) {
        return with(options.withListener(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * The rows, in the server's order unless {@link #parallelism} is more than 1, each emitted as soon as its bytes are here.
     *
     * <p><b>Demand.</b> A page is asked for when a row of it is: demand for 0, 1, 1000, 1001 rows sends 0, 1, 1, 2 requests
     * of 1000 rows. A page that is being received is received at full speed and kept in memory as bytes; its rows are parsed
     * as they are demanded. <b>Threads.</b> Rows are signalled on the thread that brought their bytes or their demand: an
     * event loop, or the subscriber's. <b>Cancel</b> aborts the request in flight, which may be billed, and sends nothing
     * more. <b>Errors</b> are {@link io.backflux.error.BacklinksException}s, with the checkpoint to resume from. A failure that
     * may pass is retried as the client's policy says: the rows of the page that are whole are emitted, then it is retried as
     * soon as more is demanded, and only the rows follow that were not yet emitted. <b>Context.</b> The subscriber's reaches the
     * quota and the transport. <b>Discard.</b> Rows that were read ahead and never emitted go to {@code doOnDiscard}.
     *
     * @throws IllegalStateException if the description contradicts itself, see {@link #order}
     * @throws io.backflux.error.CheckpointException if the checkpoint is of a harvest in another order, see {@link #resumeFrom}
     */
    public Flux<Backlink> backlinks() {
        design().ordering().check();
        return PagingFlux.assembled(this, context -> new RowOutlet());
    }

    /**
     * The same rows as whole pages, each emitted when it has been read to its end, with the checkpoint that follows it. To store
     * them, {@link #forEachPage} is the safer form. One page is asked for a page demanded, and with {@link #parallelism} as many
     * ahead; they come as they are whole. Threads, Context, cancel and errors as with {@link #backlinks()}; of a failed page
     * nothing is emitted before it is whole, and its rows go to {@code doOnDiscard}.
     *
     * <p>Operators that prefetch ask for <em>pages</em> here, and each is billed: {@code concatMap} by default for 32 of them,
     * about $2, {@code publishOn} for 256, about $15. Write {@code concatMap(…, 0)} and {@code publishOn(scheduler, 1)}.
     *
     * @throws IllegalStateException if the description contradicts itself, see {@link #order}
     * @throws io.backflux.error.CheckpointException if the checkpoint is of a harvest in another order, see {@link #resumeFrom}
     */
    public Flux<BacklinksPage> pages() {
        design().ordering().check();
        return PagingFlux.assembled(this, PageOutlet::new);
    }

    /**
     * Harvests to its end, and stores each page before the next one is asked for: the safe way to what must survive a crash.
     *
     * <pre>{@code
     * harvest.forEachPage(page -> store.save(page.items(), page.checkpoint()))   // in one transaction, or rows first
     * }</pre>
     *
     * <p>Nothing is sent before subscription; each subscription is one harvest. <b>Demand.</b> One page is asked for; when it is
     * whole, {@code store} is called with it, and only when what that returned completes is the next one asked for: none is
     * bought ahead, unless {@link #prefetch} or {@link #parallelism} says so, and never are two pages stored at once.
     * <b>Threads.</b> {@code store} is called on the thread that brought the page or on which the page before was stored: it must
     * not block. <b>Errors.</b> An error of the harvest is signalled once the page in hand is stored, a {@link BacklinksException}
     * with its checkpoint. An error of {@code store} cancels the harvest and is signalled as it is; the last checkpoint that was
     * stored is where to resume. <b>Cancel</b> cancels what {@code store} returned and the harvest. The {@linkplain #listener
     * listener} gets the summary in each of these cases. The subscriber's Context is that of the requests and of what {@code
     * store} returns.
     *
     * @param store completes when the page is durable; what it emits is ignored. Null from it is an error
     * @return how the harvest ended, once all pages are stored
     * @throws IllegalStateException if the description contradicts itself, see {@link #order}
     * @throws io.backflux.error.CheckpointException if the checkpoint is of a harvest in another order, see {@link #resumeFrom}
     */
    public Mono<HarvestSummary> forEachPage(Function<? super BacklinksPage, ? extends Publisher<?>> store) {
        Objects.requireNonNull(store, "store");
        design().ordering().check();
        return Mono.defer(() -> {
            SummaryKeeper keeper = new SummaryKeeper();
            return keeper.summaryOf(heardAlsoBy(keeper).pages(), store);
        });
    }

    /**
     * What this harvest will come to, for the price of one row: subscribing sends one request, with the same filters and a
     * {@code limit} of 1. It also says what other numbers of requests at once would come to. Retries and errors as with
     * {@link #pages()}; cancel aborts it. {@link #take} counts, a checkpoint and {@link #maxCost} don't. Beside it the account's
     * balance is asked for, as by {@link BacklinksClient#account()}; where that fails, or takes more than 10 s, the estimate has none.
     *
     * @throws IllegalStateException if the description contradicts itself, see {@link #order}
     * @throws io.backflux.error.CheckpointException if the checkpoint is of a harvest in another order, see {@link #resumeFrom}
     */
    public Mono<HarvestEstimate> estimate() {
        HarvestDesign design = design();
        design.ordering().check();
        return new Harvest(setup, Forecast.probe(query), design.ofProbe())
                .pages()
                .next()
                .map(design::estimate)
                .zipWith(
                        setup.account().statusIfKnown(),
                        (estimate, account) -> estimate.toBuilder()
                                .balance(account.map(AccountStatus::balance).orElse(null))
                                .build());
    }

    /**
     * What resuming from the checkpoint will come to as one chain, reckoned from the checkpoint; nothing is sent. {@link #take}
     * counts, {@link #maxCost} doesn't. A checkpoint's token binds the size of its pages, which {@link #take} may have made
     * small: where {@link RemainingEstimate#isCheaperAnew()} a new harvest costs less than the rest.
     *
     * @return null without a checkpoint, where nothing is left, where {@code total_count} isn't known, and for a checkpoint of
     *     a {@linkplain #parallelism parallel} harvest, whose pages grow
     * @throws IllegalStateException if the description contradicts itself, see {@link #order}
     * @throws io.backflux.error.CheckpointException if the checkpoint is of a harvest in another order, see {@link #resumeFrom}
     */
    public @Nullable RemainingEstimate remaining() {
        design().ordering().check();
        CheckpointContent from = options.from();
        return from == null
                ? null
                : Forecast.remaining(design().plan(setup.clock().instant()), from);
    }

    /** What the client's listeners hear of a subscription that begins. */
    HarvestStart start(ContextView context) {
        CheckpointContent from = options.from();
        Checkpoint checkpoint = from == null ? null : CheckpointAccess.checkpointOf(from);
        return new HarvestStart(query, options.slots(), checkpoint, setup.server(), context);
    }

    /** With another listener besides that which it has. */
    Harvest heardAlsoBy(HarvestListener another) {
        return with(options.withListener(new BothListeners(another, options.listener())));
    }

    ClientSetup setup() {
        return setup;
    }

    BacklinksQuery query() {
        return query;
    }

    /** As if the API took no larger offsets: so a test sees with few rows what begins where offsets end. */
    Harvest reaching(Reach reach) {
        return with(options.withReach(reach));
    }

    HarvestOptions options() {
        return options;
    }

    HarvestDesign design() {
        return new HarvestDesign(query, options);
    }
}
