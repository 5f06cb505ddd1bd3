package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestEstimate;
import io.backflux.OrderBy;
import io.backflux.RemainingEstimate;
import io.backflux.error.Place;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.paging.Plan;
import io.backflux.paging.StableOrder;
import io.backflux.partition.Forecast;
import io.backflux.partition.Partition;
import io.backflux.partition.Way;
import io.backflux.wire.CheckpointContent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What to harvest and how; immutable, and nothing is sent before a subscriber of {@link #backlinks()} or {@link #pages()}
 * asks for something. Each subscription is a harvest of its own, with its own requests, and its own bill.
 *
 * <p>Defaults: every row, at any cost, from the beginning, in the query's own order, {@code parallelism} 1,
 * {@code prefetch} 0, no listener.
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
        CheckpointContent from = others.from();
        if (from != null) {
            Plan.check(query, others.stable(), from);
            Way.check(from, others.ordered());
        }
        return new Harvest(setup, query, others);
    }

    /**
     * At most so many rows. Unlike {@link Flux#take(long)} this also chooses the size of the pages, so that no more rows are
     * bought than needed: 1,500 rows come as two pages of 750. The query's {@code limit} stays the largest page.
     * Where the target turns out to have fewer rows, smaller pages may be one page more than needed. A harvest that goes on
     * from a checkpoint counts the rows before it. One of no more than a page asks for its first page again when more is wanted,
     * larger and without the rows that were emitted; a longer chain keeps its size of pages, which its token binds.
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
            throw new IllegalArgumentException("pages must be at least 0, was " + pages);
        }
        return with(options.withPrefetch(pages));
    }

    /**
     * In the order that loses no row while the index changes: {@code first_seen}, {@code url_from}, {@code url_to}, all
     * ascending. Rows first seen after the harvest began, by this machine's clock, are left out; rows without {@code first_seen}
     * are not.
     *
     * <p>In the API's default order ({@code rank}, {@code last_seen}) rows that tie at a page's edge may be lost, and rows
     * whose rank changes while they are read may be lost or come twice. The keys of this order never change; what is added
     * later is left out, so that the end comes. <b>Unproved</b> on the live API: that {@code url_from} sorts, and that a
     * grouping {@code mode} is applied as with the default order. In doubt compare {@link io.backflux.HarvestProof}.
     *
     * @throws IllegalArgumentException if the query has another {@code orderBy}
     */
    public Harvest stableOrder() {
        StableOrder.check(query);
        return with(options.inStableOrder());
    }

    /**
     * Ends the harvest as {@link io.backflux.HarvestStatus#LIMITED} before a request that might take its cost above so much.
     * Before each request as much is set aside as the dearest answer of the harvest has cost, and before a page of so many rows
     * has come what the vendor's price list says if that is more. It stays set aside for an answer that broke off before it
     * named its price, but not where nothing reached the server (no permit, no connection, TLS or a proxy refused). A harvest
     * that goes on from a checkpoint counts what it had cost before.
     *
     * <p><b>What it promises</b>: the maximum is kept as long as no answer costs more than what was set aside for it. The
     * first that is dearer than the price list and than all before may exceed it by the difference; of pages that are in
     * flight together, each of them may. From then on the higher price is set aside.
     *
     * @param dollars USD, more than 0
     */
    public Harvest maxCost(BigDecimal dollars) {
        if (dollars.signum() <= 0) {
            throw new IllegalArgumentException("dollars must be more than 0, was " + dollars);
        }
        return with(options.withMaxCost(dollars));
    }

    /**
     * Asks for up to so many pages at once, the cheapest way that the query allows. Its first page tells the total; up to
     * about 21,000 rows the others are asked for at offsets, up to about 42,000 from both ends, and beyond that by chains over ranges of
     * {@code first_seen}, which are cut in two wherever a slot is idle: each cut buys at most a page twice. Where none of
     * these is possible (a grouping {@code mode}, an {@code offset}, more than 6 conditions) it is one chain, and {@link
     * io.backflux.HarvestSummary#way()} says why.
     *
     * <p>Rows come in no particular order unless {@link #ordered()} is asked for. Only rows first seen before the harvest
     * began are asked for, as in the {@linkplain #stableOrder() stable order}. <b>Demand</b>: as soon as a first row was asked
     * for, up to {@code slots} pages more than that may be under way or lie ready, and a subscriber who cancels may have paid
     * for them in vain. <b>Pace</b>: it begins with 4 requests at once, adds more while that brings more rows in the same
     * time, and halves when the server is overburdened; none of several slots is used where the account's quota has no
     * permit. <b>Errors</b>: where a page can't be had, those under way are still handed on before the error is. {@link
     * io.backflux.HarvestProof#verdict()} says at the end whether the parts are the whole: what the API does with such
     * queries is <b>unproved</b>.
     *
     * @param slots requests at once, 1 for a chain
     * @throws IllegalArgumentException if the query has an {@code orderBy} of its own that {@link #anyOrder()} didn't give up
     */
    public Harvest parallelism(int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be at least 1, was " + slots);
        }
        if (slots > 1 && insistsOnItsOrder()) {
            throw new IllegalArgumentException("a parallel harvest has an order of its own, and the query has orderBy "
                    + query.orderBy().stream().map(OrderBy::apiForm).toList()
                    + ": call anyOrder() before to give it up");
        }
        return with(options.withSlots(slots));
    }

    private boolean insistsOnItsOrder() {
        boolean ordersItself = !query.orderBy().isEmpty() && !query.orderBy().equals(StableOrder.RULES);
        return ordersItself && !options.anyOrder();
    }

    /** Gives up the query's own order where that allows for {@link #parallelism}. */
    public Harvest anyOrder() {
        return with(options.inAnyOrder());
    }

    /**
     * Hands on the rows of a {@linkplain #parallelism parallel} harvest in its order: {@code first_seen}, {@code url_from},
     * {@code url_to}, all ascending; only rows that a second look brings, where the index changed, come last. What is under
     * way but not in turn lies in memory, at most a page each, and its chain waits: so up to about 21,000 rows come as fast as
     * without, and of more than that mainly the next page of each range is here sooner than by one chain. Where it can't be
     * parallel (a grouping {@code mode}, an {@code offset}, more than 6 conditions) it is one chain in the same order.
     *
     * @throws IllegalArgumentException if the query has an {@code orderBy} of its own that {@link #anyOrder()} didn't give up
     */
    public Harvest ordered() {
        if (insistsOnItsOrder()) {
            throw new IllegalArgumentException("ordered() sorts by first_seen, and the query has orderBy "
                    + query.orderBy().stream().map(OrderBy::apiForm).toList()
                    + ": call anyOrder() before to give it up");
        }
        return with(options.inOrder());
    }

    /**
     * Goes on exactly where another harvest of the same query stood. The first row is the one after those that the checkpoint
     * covers; if it covers all, the harvest completes at once and nothing is sent. A checkpoint in the
     * {@linkplain #stableOrder() stable order} puts this harvest into it, too, with the same bound.
     *
     * <p>Should the server refuse the checkpoint's token (40501), a harvest in the stable order goes on from its last row
     * without it; its first pages may then be empty. In another order, or with 8 conditions, it fails with {@link
     * io.backflux.error.RequestRefusedException}.
     *
     * @throws io.backflux.CheckpointException if it is of another query, or, where rows are wanted {@link #ordered()}, of a
     *     harvest from both ends
     */
    public Harvest resumeFrom(Checkpoint checkpoint) {
        return with(options.resumedFrom(CheckpointContent.fromJson(checkpoint.toJson())));
    }

    /** Instead of the listener set before. */
    public Harvest listener(HarvestListener listener) {
        return with(options.withListener(Objects.requireNonNull(listener, "listener")));
    }

    /**
     * The rows, in the server's order unless {@link #parallelism} is more than 1, each handed on as soon as its bytes are here.
     *
     * <p><b>Demand.</b> A page is asked for when a row of it is: demand for 0, 1, 1000, 1001 rows sends 0, 1, 1, 2 requests
     * of 1000 rows. A page that is being received is received at full speed and kept in memory as bytes; its rows are parsed
     * as they are demanded. <b>Threads.</b> Rows are signalled on the thread that brought their bytes or their demand: an
     * event loop, or the subscriber's. <b>Cancel</b> aborts the request in flight, which may be billed, and sends nothing
     * more. <b>Errors</b> are {@link io.backflux.error.BacklinksException}s, with the checkpoint to go on from. A failure that
     * may pass is retried as the client's policy says: the rows of the page that are whole are handed on, then it is asked for
     * again as soon as more is demanded, and only the rows follow that were not yet handed on.
     */
    public Flux<Backlink> backlinks() {
        return new PagingFlux<>(this, RowOutlet::new);
    }

    /**
     * The same rows as whole pages, each handed on when it has been read to its end, with the checkpoint that follows it: the
     * form for what must survive a crash. Store the page, then its checkpoint. One page is asked for a page demanded, and with {@link
     * #parallelism} as many ahead; they come as they are whole.
     * Threads, cancel and errors as with {@link #backlinks()}; of a failed page nothing is handed on before it is whole.
     */
    public Flux<BacklinksPage> pages() {
        return new PagingFlux<>(this, PageOutlet::new);
    }

    /**
     * What this harvest will come to, for the price of one row: subscribing sends one request, with the same filters and a
     * {@code limit} of 1. It also says what other numbers of requests at once would come to. Retries and errors as with {@link #pages()}; cancel aborts it. {@link #take} counts, a checkpoint and
     * {@link #maxCost} don't.
     */
    public Mono<HarvestEstimate> estimate() {
        HarvestOptions one = HarvestOptions.DEFAULT.withMax(1);
        Harvest probe = new Harvest(setup, Forecast.probe(query), options.stable() ? one.inStableOrder() : one);
        return probe.pages().next().map(page -> {
            Long total = page.totalCount();
            if (total == null) {
                throw new UnexpectedAnswerException(
                        "the answer has no total_count to reckon from", null, placeOf(page), null, null);
            }
            return Forecast.of(
                    query, options.max(), options.slots(), options.ordered(), obstacleByQuery(), total, page.cost());
        });
    }

    /**
     * What resuming from the checkpoint will come to as one chain, reckoned from the checkpoint; nothing is sent. {@link #take}
     * counts, {@link #maxCost} doesn't. A checkpoint's token binds the size of its pages, which {@link #take} may have made
     * small: where {@link RemainingEstimate#isCheaperAnew()} a new harvest costs less than the rest.
     *
     * @return null without a checkpoint, where nothing is left, where {@code total_count} isn't known, and for a checkpoint of
     *     a {@linkplain #parallelism parallel} harvest, whose pages grow
     */
    public @Nullable RemainingEstimate remaining() {
        CheckpointContent from = options.from();
        return from == null ? null : Forecast.remaining(plan(), from);
    }

    private Place placeOf(BacklinksPage page) {
        return new Place(query.target(), page.number(), 0, page.taskId(), "$.tasks[0].result[0].total_count", null);
    }

    ClientSetup setup() {
        return setup;
    }

    BacklinksQuery query() {
        return query;
    }

    HarvestOptions options() {
        return options;
    }

    /** The plan of a subscription that begins now. */
    Plan plan() {
        CheckpointContent from = options.from();
        Instant before = from == null ? boundNow() : from.before();
        return Plan.of(query, before, options.max());
    }

    private @Nullable Instant boundNow() {
        boolean lacksRoom = options.slots() > 1 && !insistsOnItsOrder() && !StableOrder.hasRoomForRange(query);
        return options.stable() || options.ordered() || lacksRoom || isParallel()
                ? StableOrder.boundAt(setup.clock().instant())
                : null;
    }

    /** Whether several pages may be under way at once, or were in an earlier run. */
    boolean isParallel() {
        CheckpointContent from = options.from();
        boolean wasParallel = from != null && !from.legs().isEmpty();
        return wasParallel || (options.slots() > 1 && obstacle() == null);
    }

    private @Nullable String obstacle() {
        CheckpointContent from = options.from();
        if (from != null && from.before() == null) {
            return "the checkpoint is of a chain in another order";
        }
        if (from != null && from.after() != null) {
            return "the checkpoint is of a chain that goes on from its last row";
        }
        return obstacleByQuery();
    }

    private @Nullable String obstacleByQuery() {
        return insistsOnItsOrder() ? "the query has an orderBy of its own" : Way.obstacle(query);
    }

    Partition partition() {
        CheckpointContent from = options.from();
        return from == null
                ? Partition.begin(plan(), options.ordered())
                : Partition.resume(plan(), options.ordered(), from);
    }

    /** How it is harvested, in words, where it is not parallel. */
    String wayOfChain() {
        String obstacle = options.slots() > 1 ? obstacle() : null;
        return Way.CHAIN.words() + (obstacle == null ? "" : ": " + obstacle);
    }
}
