package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.paging.RowIdentity;
import io.backflux.paging.StableOrder;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.LastKey;
import io.backflux.wire.LegContent;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sequence of pages in a parallel harvest, each asked for when the one before it is here: a range of seconds by a chain
 * of tokens, or a single page at an offset. Which rows are its own is decided here, row by row. Not for several threads.
 */
public final class Leg {

    /** What a leg is there for. */
    enum Role {
        /** Rows of a range, page after page. */
        RANGE,
        /** One page at an offset. */
        PAGE,
        /** A range that others have read, once more: only what they have not brought is taken. */
        AGAIN,
        /** Nothing but the total, as it is by now. */
        TOTAL
    }

    /** So many rows a leg remembers, so that its range can be looked at again without handing on a row twice. */
    static final int MOST_REMEMBERED = 1 << 15;

    /** The harvest's order; what only looks again comes last. */
    static final Comparator<Leg> IN_ORDER = Comparator.comparing((Leg leg) -> leg.role == Role.AGAIN)
            .thenComparingLong(leg -> leg.asked.from())
            .thenComparingInt(Leg::offset);

    private static final Failure OTHER_ROWS = Failure.of(
            Kind.UNEXPECTED,
            "the server answered with rows of other seconds than were asked for, so a harvest can't be cut into ranges:"
                    + " begin a new one without parallelism");

    private final Plan plan;
    private Role role;
    private Span asked;
    private final boolean descending;
    private final @Nullable Leg parent;
    private long stop;
    private Chain chain;
    private boolean ended;
    private boolean busy;
    private boolean resumed;

    private @Nullable Long total;
    private @Nullable Long totalNow;
    private long received;

    /** Rows of it before the first that is asked for by now. */
    private long before;

    private long outside;
    private long repeated;
    private boolean disordered;
    private @Nullable Long first;
    private @Nullable Long newest;
    private RowBag firstRows = new RowBag();
    private RowBag newestRows = new RowBag();
    private boolean newestRowsForgotten;
    private boolean unsure;
    private @Nullable RowBag remembered = new RowBag();

    private List<RowBag> rivals = List.of();

    /** Its own rows that come again, because it went on without a token; not those that have come by now. */
    private RowBag expected = new RowBag();

    private RowBag left = new RowBag();
    private PageRows rows = PageRows.none();
    private long[] hashes = new long[0];
    private int hashesOfPage;
    private PageStart start;
    private @Nullable Long lastRead;
    private @Nullable Long firstRead;
    private @Nullable Long lastReadRow;
    private boolean useless;
    private boolean passedStop;
    private @Nullable Failure fault;
    private double rowsPerSecond;

    /** What a page that won't come to its end goes back to. */
    private record PageStart(
            long outside,
            long repeated,
            @Nullable Long newest,
            @Nullable Long lastRead,
            RowBag newestRows,
            RowBag left) {}

    private Leg(Plan plan, Role role, Span asked, boolean descending, Chain chain, @Nullable Leg parent) {
        this.plan = plan;
        this.role = role;
        this.asked = asked;
        this.descending = descending;
        this.chain = chain;
        this.parent = parent;
        this.stop = asked.to();
        this.useless = role == Role.TOTAL;
        this.start = pageStart();
    }

    /** A leg for the rows of some seconds. */
    static Leg range(Plan plan, Role role, Span asked, int limit, @Nullable Leg parent) {
        return new Leg(plan, role, asked, false, chain(plan, asked, false, 0, limit), parent);
    }

    /** A leg for one page at an offset, in the harvest's order or backwards. */
    static Leg page(Plan plan, Span asked, boolean descending, int offset, int limit) {
        return new Leg(plan, Role.PAGE, asked, descending, chain(plan, asked, descending, offset, limit), null);
    }

    private static Chain chain(Plan plan, Span asked, boolean descending, int offset, int limit) {
        Instant from = asked.isOpen() ? null : Instant.ofEpochSecond(asked.from());
        BacklinksQuery query =
                StableOrder.within(plan.query(), from, Instant.ofEpochSecond(asked.to()), descending, offset);
        Plan all = new Plan(plan.query(), plan.before(), Plan.ALL, plan.fingerprint());
        return new Chain(all, null, query, limit, 1, 0, 0, null, null, null);
    }

    /** The first leg turns out to be its first page alone. */
    void becomePage() {
        role = Role.PAGE;
        ended = true;
    }

    // What is asked.

    /** The body of the request for its page. */
    public byte[] request() {
        return chain.request();
    }

    /** What is asked, without the token. */
    public BacklinksQuery query() {
        return chain.query();
    }

    /** Rows asked for. */
    public int limit() {
        return chain.limit();
    }

    /** The key to its page. */
    public @Nullable SearchAfterToken token() {
        return chain.token();
    }

    // What comes.

    /** Another answer for its page follows. */
    public void beginAttempt() {
        if (hashesOfPage == 0) {
            start = pageStart();
        }
        rows.beginAttempt();
        left = start.left().copy();
        firstRead = null;
        lastReadRow = null;
        outside = start.outside();
        lastRead = start.lastRead();
        passedStop = false;
    }

    private PageStart pageStart() {
        return new PageStart(outside, repeated, newest, lastRead, newestRows.copy(), left.copy());
    }

    /** What the answer at hand says of the total. */
    void total(@Nullable Long count) {
        if (count != null) {
            totalNow = before + count;
            if (total == null) {
                total = totalNow;
            }
        }
    }

    /** Whose rows this leg's rows may be. */
    void rivals(List<RowBag> others) {
        rivals = others;
    }

    /** Whether a row that was read is its own and new, and to be handed on; it is taken as such from then on. */
    public boolean takes(Backlink row) {
        Long second = secondOf(row);
        if (second == null || useless) {
            return false;
        }
        long hash = RowIdentity.of(row);
        firstRead = firstRead == null ? (Long) hash : firstRead;
        lastReadRow = hash;
        if (second >= stop) {
            passedStop = true;
            return false;
        }
        if (!rows.isNew(row)) {
            rememberAgain(second, hash);
            return false;
        }
        if (cameBefore(hash)) {
            return false;
        }
        add(row, second, hash);
        return true;
    }

    /** The row's second; null where it was not asked for. One without a time can only be in the first range. */
    private @Nullable Long secondOf(Backlink row) {
        Instant seen = row.firstSeen();
        Long second = seen == null ? (asked.isOpen() ? (Long) Span.OPEN : null) : (Long) seen.getEpochSecond();
        if (second == null || !(asked.contains(second) || second == Span.OPEN)) {
            outside++;
            if (second == null || !asked.isAtItsEdge(second)) {
                fault = OTHER_ROWS;
            }
            return null;
        }
        if (lastRead != null && (descending ? second > lastRead : second < lastRead)) {
            disordered = true;
        }
        lastRead = second;
        return second;
    }

    /** Whether a rival, or this leg before, has handed on this row; each copy that was handed on is left out once. */
    private boolean cameBefore(long hash) {
        int copies = expected.count(hash);
        for (RowBag rival : rivals) {
            copies += rival.count(hash);
        }
        if (copies <= left.count(hash)) {
            return false;
        }
        left.add(hash);
        return true;
    }

    private void add(Backlink row, long second, long hash) {
        if (hashesOfPage == hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(chain.limit(), hashes.length * 2));
        }
        hashes[hashesOfPage++] = hash;
        rows.add(row);
        if (first == null) {
            first = second;
        }
        if (first == second && role == Role.PAGE) {
            firstRows.add(hash);
        }
        if (newest == null || newest != second) {
            newest = second;
            newestRows.clear();
            newestRowsForgotten = false;
        }
        if (newestRows.count(hash) > 0) {
            repeated++;
        }
        remember(hash);
    }

    private void remember(long hash) {
        if (newestRows.size() < MOST_REMEMBERED) {
            newestRows.add(hash);
        } else {
            newestRowsForgotten = true;
            unsure = true;
        }
        RowBag all = remembered;
        if (all != null) {
            all.add(hash);
            remembered = all.size() > MOST_REMEMBERED ? null : all;
        }
    }

    /** An earlier run may have handed it on; then only now it is known where it lies. */
    private void rememberAgain(long second, long hash) {
        RowBag all = remembered;
        if (all != null && all.count(hash) == 0) {
            all.add(hash);
        }
        if (newest != null && newest == second && newestRows.count(hash) == 0) {
            newestRows.add(hash);
        }
    }

    /** The rows of its page that were handed on. */
    public PageRows rows() {
        return rows;
    }

    /** What makes its answer useless; null for nothing. */
    public @Nullable Failure fault() {
        return fault;
    }

    /** What was read of its page got to nobody. */
    public void forgetPage() {
        if (hashesOfPage > 0) {
            for (int i = 0; i < hashesOfPage; i++) {
                forget(hashes[i]);
            }
            outside = start.outside();
            repeated = start.repeated();
            newest = start.newest();
            newestRows = start.newestRows().copy();
            first = newest == null ? null : first;
            rows.forget();
            hashesOfPage = 0;
        }
    }

    private void forget(long hash) {
        firstRows.remove(hash);
        RowBag all = remembered;
        if (all != null) {
            all.remove(hash);
        }
    }

    /** Its page is whole; goes to what follows it. */
    Chain.Step endOfPage(PageEnvelope answer, int rowsInAnswer) {
        total(answer.totalCount());
        busy = false;
        if (rows.isCut()) { // More of it may be wanted another time.
            return chain.endAtMaximum(null);
        }
        received += rows.size();
        Chain.Step step = stepAfter(answer, rowsInAnswer);
        if (step instanceof Chain.Next next) {
            noteDensity(rowsInAnswer);
            chain = next.chain();
        } else if (step instanceof Chain.End) {
            ended = true;
            rivals = List.of();
        }
        rows = PageRows.none();
        hashesOfPage = 0;
        resumed = false;
        start = pageStart();
        return step;
    }

    /** Nothing of it is on its way any more. What came of its page counts; the rest must be asked for again. */
    void withdraw() {
        busy = false;
    }

    private Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        if (role == Role.PAGE || role == Role.TOTAL) {
            return new Chain.End(false, "the page came", 0, null);
        }
        Chain.Step step = chain.after(answer, rowsInAnswer, rows);
        return passedStop && step instanceof Chain.Next
                ? new Chain.End(false, "what follows is another range's", 0, null)
                : step;
    }

    private void noteDensity(int rowsInAnswer) {
        Long since = start.lastRead() == null ? first : start.lastRead();
        if (lastRead != null && since != null) {
            rowsPerSecond = (double) rowsInAnswer / Math.max(1, lastRead - since);
        }
    }

    // How it is cut.

    /** Whether a part may be cut off: its total is known and it has a second to spare. */
    boolean isCuttable() {
        return (role == Role.RANGE || role == Role.AGAIN)
                && !ended
                && total != null
                && newest != null
                && stop - newest >= 2;
    }

    /** Cuts off all from that second on. */
    Leg cutAt(long second) {
        Leg upper = range(plan, role, new Span(second, stop), chain.limit(), this);
        stop = second;
        return upper;
    }

    /** Seconds from the newest row to its stop. */
    long secondsLeft() {
        long from = newest != null ? newest : asked.from();
        return from == Span.OPEN ? Long.MAX_VALUE : Math.max(0, stop - from);
    }

    /** How close the rows of its last page lay. */
    double rowsPerSecond() {
        return rowsPerSecond;
    }

    // How it is gone on with.

    /** Whether a failure refuses the token that it was resumed with; then it goes on without. */
    public boolean goesOnWithoutToken(Failure failure) {
        if (!resumed || chain.token() == null || !failure.isInvalidField() || !canGoOnByKey()) {
            return false;
        }
        goOnByKey();
        return true;
    }

    private boolean canGoOnByKey() {
        return (role == Role.RANGE || role == Role.AGAIN)
                && newest != null
                && newest != Span.OPEN
                && !newestRowsForgotten
                && StableOrder.hasRoomForRange(plan.query());
    }

    /** From the second of its newest row on, without the rows of that second that were handed on. */
    private void goOnByKey() {
        long second = newest == null ? asked.from() : newest;
        asked = new Span(second, asked.to());
        chain = chain(plan, asked, false, 0, chain.limit());
        received += rows.size();
        before = received - newestRows.size();
        rows = PageRows.none();
        hashesOfPage = 0;
        expected = newestRows.copy();
        left = new RowBag();
        start = pageStart();
        resumed = false;
    }

    static Leg of(Plan plan, LegContent content, @Nullable Leg parent) {
        int limit = content.limit();
        Span asked = new Span(
                content.from() == null ? Span.OPEN : content.from().getEpochSecond(),
                content.to().getEpochSecond());
        Role role = content.single() ? Role.PAGE : content.again() ? Role.AGAIN : Role.RANGE;
        Chain asking = chain(plan, asked, content.descending(), content.offset(), limit);
        Chain chain = new Chain(
                asking.plan(),
                null,
                asking.query(),
                limit,
                content.page(),
                content.received() - content.handedOn().size(),
                content.served(),
                content.page() == 1 ? null : content.total(),
                content.token(),
                content.token());
        Leg leg = new Leg(plan, role, asked, content.descending(), chain, parent);
        leg.resume(content);
        return leg;
    }

    private void resume(LegContent content) {
        stop = content.stop().getEpochSecond();
        ended = content.ended();
        resumed = true;
        total = content.total();
        totalNow = content.totalNow();
        rows = PageRows.of(content.handedOn());
        received = content.received() - content.handedOn().size();
        before = content.before();
        outside = content.outside();
        repeated = content.repeated();
        first = secondOf(content.first());
        newest = secondOf(content.newest());
        lastRead = content.handedOn().isEmpty() ? newest : null; // A page that was begun comes again from its start.
        firstRows = bag(content.firstRows());
        newestRows = bag(content.newestRows());
        newestRowsForgotten = newest != null && newestRows.size() == 0;
        expected = bag(content.expected());
        unsure = content.unsure();
        remembered = role == Role.PAGE ? edges() : isInFirstPage() ? new RowBag() : null;
        start = pageStart();
    }

    /** Whether all of its rows come with the page that is asked for next. */
    private boolean isInFirstPage() {
        return chain.page() == 1 && before == 0;
    }

    private RowBag edges() {
        if (first != null && first.equals(newest)) {
            return newestRows.copy();
        }
        RowBag edges = firstRows.copy();
        for (long hash : newestRows.toArray()) {
            edges.add(hash);
        }
        return edges;
    }

    /** The chain of a harvest that was not parallel until now. */
    static Leg ofChain(Plan plan, CheckpointContent from) {
        Span asked = new Span(
                Span.OPEN,
                Objects.requireNonNull(from.before(), "in the stable order").getEpochSecond());
        Chain chain = Chain.resume(new Plan(plan.query(), plan.before(), Plan.ALL, plan.fingerprint()), from);
        Leg leg = new Leg(plan, Role.RANGE, asked, false, chain, null);
        LastKey last = from.last();
        leg.resumed = true;
        leg.total = from.total();
        leg.totalNow = from.total();
        leg.rows = PageRows.of(from.handedOn());
        leg.received = from.received() - from.handedOn().size();
        leg.newest = last == null ? null : (Long) last.firstSeen().getEpochSecond();
        leg.newestRowsForgotten = !leg.isInFirstPage();
        leg.remembered = leg.isInFirstPage() ? new RowBag() : null;
        leg.start = leg.pageStart();
        return leg;
    }

    private static @Nullable Long secondOf(@Nullable Instant time) {
        return time == null ? null : (Long) time.getEpochSecond();
    }

    private static RowBag bag(List<Long> hashes) {
        return RowBag.of(hashes.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * Where it stands.
     *
     * @param parentPlace its parent's place among the legs
     * @param wholePages whether the rows of its page at hand have got to nobody yet
     */
    LegContent content(int parentPlace, boolean wholePages) {
        boolean cutByMaximum = !busy && rows.isCut(); // It has ended, and what was wanted of it was handed on.
        boolean atStart = wholePages && !ended && !cutByMaximum;
        Long last = atStart ? start.newest() : newest;
        RowBag lastRows = atStart ? start.newestRows() : newestRows;
        List<Long> handedOn = ended ? List.of() : atStart ? rows.hashesBefore() : rows.hashes();
        boolean keepsLast = (!ended || role == Role.PAGE) && !newestRowsForgotten;
        return new LegContent(
                parentPlace,
                role == Role.PAGE,
                role == Role.AGAIN,
                descending,
                offset(),
                chain.limit(),
                asked.isOpen() ? null : Instant.ofEpochSecond(asked.from()),
                Instant.ofEpochSecond(asked.to()),
                Instant.ofEpochSecond(stop),
                chain.page(),
                ended ? null : chain.token(),
                chain.served(),
                received + handedOn.size(),
                before,
                ended ? outside : start.outside(),
                atStart ? start.repeated() : repeated,
                total,
                totalNow,
                last == null ? null : time(first),
                time(last),
                role == Role.PAGE && last != null ? list(firstRows) : List.of(),
                keepsLast ? list(lastRows) : List.of(),
                handedOn,
                ended ? List.of() : list(expected.without(start.left())),
                unsure || disordered,
                ended);
    }

    private static @Nullable Instant time(@Nullable Long second) {
        return second == null || second == Span.OPEN ? null : Instant.ofEpochSecond(second);
    }

    private static List<Long> list(RowBag bag) {
        return Arrays.stream(bag.toArray()).boxed().toList();
    }

    // What is known of it.

    Role role() {
        return role;
    }

    Span asked() {
        return asked;
    }

    long stop() {
        return stop;
    }

    /** Rows left out at its start. */
    int offset() {
        Integer offset = chain.query().offset();
        return offset == null ? 0 : offset;
    }

    boolean isDescending() {
        return descending;
    }

    @Nullable Leg parent() {
        return parent;
    }

    boolean isEnded() {
        return ended;
    }

    /** Nothing more is asked for. */
    void end() {
        ended = true;
        received += rows.size();
        rows = PageRows.none();
    }

    boolean isBusy() {
        return busy;
    }

    void ask() {
        busy = true;
    }

    /** Rows handed on, those of its page at hand too. */
    long received() {
        return received + rows.size();
    }

    /** What its answer brings is not to be used. */
    void spoil() {
        useless = true;
        totalNow = null;
    }

    /** Whether it begins with the very row that another one, in the same order, ends with; true where nobody knows. */
    boolean meets(Leg before) {
        return firstRead == null || before.lastReadRow == null || firstRead.equals(before.lastReadRow);
    }

    RangeProgress progress(long left) {
        boolean range = role != Role.PAGE;
        return new RangeProgress(
                range && !asked.isOpen() ? Instant.ofEpochSecond(asked.from()) : null,
                Instant.ofEpochSecond(stop),
                received(),
                total == null ? null : (Long) (range ? received() + left : Math.min(chain.limit(), total)),
                ended);
    }

    /** Rows that came though they were not asked for. */
    long outside() {
        return outside;
    }

    long repeated() {
        return repeated;
    }

    /** Whether repeats among its rows may be unseen, as where too many came in one second. */
    boolean isUnsure() {
        return unsure;
    }

    /** Whether its rows did not come in the order that was asked for. */
    boolean isDisordered() {
        return disordered;
    }

    @Nullable Long total() {
        return total;
    }

    @Nullable Long totalNow() {
        return totalNow;
    }

    /** The second of its first row. */
    @Nullable Long first() {
        return first;
    }

    /** The second of its newest row. */
    @Nullable Long newest() {
        return newest;
    }

    int rememberedRows() {
        RowBag all = remembered;
        return all == null ? 0 : all.size();
    }

    /** From now on its range can't be looked at again. */
    void forgetRows() {
        remembered = null;
    }

    /** Its rows by their identity; null where they are too many. */
    @Nullable RowBag remembered() {
        return remembered;
    }
}
