package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import java.util.Objects;
import reactor.core.publisher.Flux;

/**
 * What to harvest and how; immutable, and nothing is sent before a subscriber of {@link #backlinks()} or {@link #pages()}
 * asks for something. Each subscription is a harvest of its own, with its own requests, and its own bill.
 *
 * <p>Defaults: every row, {@code prefetch} 0, no listener.
 */
public final class Harvest {

    private final ClientSetup setup;
    private final BacklinksQuery query;
    private final long max;
    private final int prefetch;
    private final HarvestListener listener;

    Harvest(ClientSetup setup, BacklinksQuery query) {
        this(setup, query, Chain.ALL, 0, HarvestListener.NONE);
    }

    private Harvest(ClientSetup setup, BacklinksQuery query, long max, int prefetch, HarvestListener listener) {
        this.setup = setup;
        this.query = query;
        this.max = max;
        this.prefetch = prefetch;
        this.listener = listener;
    }

    /**
     * At most so many rows. Unlike {@link Flux#take(long)} this also chooses the size of the pages, so that no more rows are
     * bought than needed: 1,500 rows come as two pages of 750. The query's {@code limit} stays the largest page.
     * Where the target turns out to have fewer rows, smaller pages may be one page more than needed.
     *
     * @param rows at least 1
     */
    public Harvest take(long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1, was " + rows);
        }
        return new Harvest(setup, query, rows, prefetch, listener);
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
        return new Harvest(setup, query, max, pages, listener);
    }

    /** Instead of the listener set before. */
    public Harvest listener(HarvestListener listener) {
        return new Harvest(setup, query, max, prefetch, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * The rows, in the server's order, each handed on as soon as its bytes are here.
     *
     * <p><b>Demand.</b> A page is asked for when a row of it is: demand for 0, 1, 1000, 1001 rows sends 0, 1, 1, 2 requests
     * of 1000 rows. A page that is being received is received at full speed and kept in memory as bytes; its rows are parsed
     * as they are demanded. <b>Threads.</b> Rows are signalled on the thread that brought their bytes or their demand: an
     * event loop, or the subscriber's. <b>Cancel</b> aborts the request in flight, which may be billed, and sends nothing
     * more. <b>Errors</b> are {@link io.backflux.error.BacklinksException}s. A failure that may pass is retried as the
     * client's policy says, as long as no row of the page has been handed on.
     */
    public Flux<Backlink> backlinks() {
        return new PagingFlux<>(this, RowOutlet::new);
    }

    /**
     * The same rows as whole pages, each handed on when it has been read to its end. One page is asked for a page demanded.
     * Threads, cancel and errors as with {@link #backlinks()}; a failed page is always asked for again as a whole.
     */
    public Flux<BacklinksPage> pages() {
        return new PagingFlux<>(this, PageOutlet::new);
    }

    ClientSetup setup() {
        return setup;
    }

    BacklinksQuery query() {
        return query;
    }

    long max() {
        return max;
    }

    int prefetch() {
        return prefetch;
    }

    HarvestListener listener() {
        return listener;
    }
}
