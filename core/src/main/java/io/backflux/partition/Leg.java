package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RangeProgress;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.Plan;
import io.backflux.paging.RowIdentity;
import io.backflux.paging.StableOrder;
import io.backflux.partition.PageIntake.LegMark;
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
public final class Leg implements PageSequence {

    /** What a leg is there for. */
    enum Role {
        /** Rows of a range, page after page. */
        RANGE,
        /** One page at an offset. */
        PAGE,
        /** A range that others have read, once more: only what they have not brought is taken. */
        AGAIN,
        /** Rows without {@code first_seen}, which no range has: backwards from the end, until one has a time. */
        WITHOUT_TIME,
        /** Nothing but the total, as it is by now. */
        TOTAL
    }

    /** So many rows a leg remembers, so that its range can be looked at again without handing on a row twice. */
    static final int MOST_REMEMBERED = 1 << 15;

    /** The harvest's order; what only looks again comes last. */
    static final Comparator<Leg> IN_ORDER = Comparator.comparing(
                    (Leg leg) -> leg.role == Role.AGAIN || leg.role == Role.WITHOUT_TIME)
            .thenComparingLong(leg -> leg.asked.from())
            .thenComparingInt(Leg::offset);

    private static final long NO_TIME = Long.MIN_VALUE;

    private static final Failure LOST = Failure.of(
            Kind.REQUEST_REFUSED,
            "the checkpoint's token is no longer taken, and its last row is gone from the index, so that nobody can say"
                    + " where to resume: begin a new harvest");

    private static final Failure OTHER_ROWS = Failure.of(
            Kind.UNEXPECTED,
            "the server answered with rows of other seconds than were asked for, so a harvest can't be cut into ranges:"
                    + " begin a new one without parallelism");

    private final Plan plan;
    private Role role;
    private Span asked;
    private final long began;
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
    private long later;
    private double rowsPerSecond;

    // What was emitted.

    private @Nullable Long first;
    private @Nullable Long newest;
    private RowBag firstRows = new RowBag();
    private RowBag newestRows = new RowBag();
    private RowBag rowsWithoutTime = new RowBag();
    private boolean newestRowsForgotten;

    /** Whether {@code newestRows} are all rows of a single page, as where more than one answer brought some. */
    private boolean keepsAllRows;

    private @Nullable RowBag remembered = new RowBag();
    private boolean knowsRowsWithoutTime = true;
    private long repeated;
    private boolean unsure;
    private KeyOrder order;

    /** Its own rows that come again, because it went on without a token; not those that have come by now. */
    private RowBag expected = new RowBag();

    /** Where a chain's checkpoint has kept its last row only, what finds it again. */
    private @Nullable LastKey lastOfChain;

    /** Finds that row, in as many pages as it takes: up to the page's beginning, and by now. */
    private @Nullable PastKey pastAtPage;

    private @Nullable PastKey past;

    // What others have emitted.

    private List<RowBag> rivals = List.of();
    private List<Leg> neighbours = List.of();

    // What a single page began and ended with.

    private @Nullable Long firstRow;
    private @Nullable Long lastRow;
    private boolean last;

    private PageIntake page;

    private Leg(Plan plan, Role role, Span asked, boolean descending, Chain chain, @Nullable Leg parent) {
        this.plan = plan;
        this.role = role;
        this.asked = asked;
        this.began = asked.from();
        this.descending = descending;
        this.chain = chain;
        this.parent = parent;
        this.stop = Math.min(asked.to(), bound(plan));
        this.order = KeyOrder.begin(descending);
        this.page = new PageIntake(PageRows.none(), mark(new RowBag()));
    }

    private static long bound(Plan plan) {
        return Objects.requireNonNull(plan.before(), "a parallel harvest has a bound")
                .getEpochSecond();
    }

    /** A leg for the rows of some seconds. */
    static Leg range(Plan plan, Role role, Span asked, int limit, @Nullable Leg parent) {
        return new Leg(plan, role, asked, false, chain(plan, asked, false, 0, limit), parent);
    }

    /** A leg for one page at an offset, in the harvest's order or backwards. */
    static Leg page(Plan plan, Span asked, boolean descending, int offset, int limit) {
        return new Leg(plan, Role.PAGE, asked, descending, chain(plan, asked, descending, offset, limit), null);
    }

    /** A leg for the rows that no range of seconds has. */
    static Leg withoutTime(Plan plan, int limit) {
        return new Leg(plan, Role.WITHOUT_TIME, Span.ALL, true, chain(plan, Span.ALL, true, 0, limit), null);
    }

    private static Chain chain(Plan plan, Span asked, boolean descending, int offset, int limit) {
        BacklinksQuery query = StableOrder.within(
                plan.query(),
                asked.isOpen() ? null : Instant.ofEpochSecond(asked.from()),
                asked.isEndless() ? null : Instant.ofEpochSecond(asked.to()),
                descending,
                offset);
        Plan all = new Plan(plan.query(), plan.before(), Plan.ALL, plan.fingerprint());
        return new Chain(all, null, query, limit, 1, 0, 0, null, null, null);
    }

    /** The first leg turns out to be its first page alone. */
    void becomePage() {
        role = Role.PAGE;
        end();
    }

    // What is asked.

    @Override
    public byte[] request() {
        return chain.request();
    }

    @Override
    public BacklinksQuery query() {
        return chain.query();
    }

    @Override
    public int limit() {
        return chain.limit();
    }

    @Override
    public @Nullable SearchAfterToken token() {
        return chain.token();
    }

    // What comes.

    @Override
    public void beginAttempt() {
        if (role == Role.PAGE && page.rows().size() > 0 && !keepsAllRows) {
            newestRows = rowsOfPage();
            firstRows = new RowBag();
            keepsAllRows = true;
        }
        page.beginAttempt();
        past = pastAtPage == null ? null : pastAtPage.copy();
    }

    /** All rows of a single page that were emitted, by this run at least; earlier ones have left a checkpoint with the same. */
    private RowBag rowsOfPage() {
        if (keepsAllRows) {
            return newestRows;
        }
        RowBag all = RowBag.of(page.emitted());
        for (RowBag edge : edges()) {
            for (long hash : edge.without(all).toArray()) {
                all.add(hash);
            }
        }
        return all;
    }

    private LegMark mark(RowBag left) {
        return new LegMark(
                first,
                newest,
                firstRows.copy(),
                newestRows.copy(),
                rowsWithoutTime.copy(),
                keepsAllRows,
                repeated,
                unsure,
                order.copy(),
                left.copy());
    }

    /** What the answer at hand says of the total; it counts once the page is whole. */
    void total(@Nullable Long count) {
        page.total(count);
    }

    /** Whose rows this leg's rows may be, if it looks again. */
    void rivals(List<RowBag> others) {
        rivals = others;
    }

    /** The other pages, if it is one. */
    void neighbours(List<Leg> others) {
        neighbours = others;
    }

    /** Whether a row that was read is its own and new, and to be emitted; it counts as emitted from then on. */
    boolean accept(Backlink row) {
        if (role == Role.TOTAL) {
            return false;
        }
        long second = row.firstSeen() == null ? NO_TIME : row.firstSeen().getEpochSecond();
        long hash = RowIdentity.of(row);
        if (past != null && past.covers(row)) {
            rememberAgain(second, hash);
            return false;
        }
        if (isLost()) {
            return false;
        }
        page.read(hash);
        if (!isAskedFor(second)) {
            return false;
        }
        if (page.leaveOut(hash, copiesElsewhere(second, hash))) {
            rememberLeftOut(hash);
            return false;
        }
        if (!page.rows().isNew(row)) {
            rememberAgain(second, hash);
            return false;
        }
        add(row, second, hash);
        return true;
    }

    /** The row after which a chain is to be resumed is gone. */
    private boolean isLost() {
        if (past == null || !past.isLost()) {
            return false;
        }
        page.fail(LOST);
        return true;
    }

    private boolean isAskedFor(long second) {
        if (role == Role.WITHOUT_TIME && second != NO_TIME) {
            page.passStop();
            return false;
        }
        boolean everything = asked.isOpen() && asked.isEndless();
        if (second == NO_TIME ? !everything : !asked.contains(second)) {
            page.skipOutside();
            if (second != NO_TIME && !asked.isAtItsEdge(second)) {
                page.fail(OTHER_ROWS);
            }
            return false;
        }
        if (second == NO_TIME || second < stop) {
            return true;
        }
        if (stop == bound(plan)) {
            page.skipLater();
        } else {
            page.passStop();
        }
        return false;
    }

    /**
     * How many copies of a row other legs, or this one before, have emitted; all, where it lies in what another page covers.
     * Pages divide the order among themselves: none goes behind what one above it has emitted, nor before what one below has,
     * however far an index that moves has shifted them.
     */
    private int copiesElsewhere(long second, long hash) {
        int copies = expected.count(hash);
        for (RowBag rival : rivals) {
            copies += rival.count(hash);
        }
        for (Leg other : neighbours) {
            if (second == NO_TIME) {
                copies += other.rowsWithoutTime.count(hash);
            } else if (other.newest != null) {
                boolean isBelow = Pages.IN_ORDER.compare(other, this) < 0;
                long edge = isBelow ? Pages.high(other) : Pages.low(other);
                if (isBelow ? second < edge : second > edge) {
                    return Integer.MAX_VALUE;
                }
                copies += second == edge ? other.edge(edge).count(hash) : 0;
            }
        }
        return copies;
    }

    private RowBag edge(long second) {
        boolean isNewest = newest != null && newest == second;
        return keepsAllRows || isNewest ? newestRows : firstRows;
    }

    private void add(Backlink row, long second, long hash) {
        page.emit(row, hash, chain.limit());
        order.add(row);
        if (second == NO_TIME) {
            addWithoutTime(hash);
        } else {
            addToSecond(second, hash);
        }
        RowBag all = remembered;
        if (all != null && role != Role.PAGE) {
            all.add(hash);
            remembered = all.size() > MOST_REMEMBERED ? null : all;
        }
    }

    private void addWithoutTime(long hash) {
        if (role == Role.PAGE || rowsWithoutTime.size() < MOST_REMEMBERED) {
            rowsWithoutTime.add(hash);
        } else {
            unsure = true;
            knowsRowsWithoutTime = false;
        }
    }

    private void addToSecond(long second, long hash) {
        if (first == null || isBehind(first, second)) {
            first = second;
            firstRows.clear();
        }
        if (first == second && role == Role.PAGE && !keepsAllRows) {
            firstRows.add(hash);
        }
        if (newest == null || isBehind(second, newest)) {
            newest = second;
            if (!keepsAllRows) {
                newestRows.clear();
            }
            newestRowsForgotten = false;
        }
        if (newest != second && !keepsAllRows) {
            return; // Another attempt has brought a row that was added before those that had come.
        }
        LegMark start = page.start();
        if (start.newest() != null
                && start.newest() == second
                && start.newestRows().count(hash) > 0) {
            repeated++;
        }
        if (newestRows.size() < MOST_REMEMBERED) {
            newestRows.add(hash);
        } else {
            newestRowsForgotten = true;
            unsure = true;
        }
    }

    /** Whether a second comes after another one in the order in which it asks. */
    private boolean isBehind(long second, long other) {
        return descending ? second < other : second > other;
    }

    /** An earlier run may have emitted it; then only now it is known where it lies. */
    private void rememberAgain(long second, long hash) {
        RowBag all = remembered;
        if (all != null && role != Role.PAGE && all.count(hash) == 0) {
            all.add(hash);
        }
        if (second == NO_TIME) {
            if (rowsWithoutTime.count(hash) == 0) {
                addWithoutTime(hash);
            }
        } else if (newest != null && newest == second && newestRows.count(hash) == 0) {
            newestRows.add(hash);
        }
    }

    /** What a range leaves out is its own from before it was resumed by key. */
    private void rememberLeftOut(long hash) {
        RowBag all = remembered;
        if (role == Role.RANGE && all != null && all.count(hash) < page.left().count(hash)) {
            all.add(hash);
        }
    }

    @Override
    public PageRows rows() {
        return page.rows();
    }

    @Override
    public @Nullable Failure fault() {
        return page.fault();
    }

    @Override
    public void forgetPage() {
        RowBag all = remembered;
        if (all != null) {
            for (long hash : page.emitted()) {
                all.remove(hash);
            }
        }
        LegMark start = page.start();
        first = start.first();
        newest = start.newest();
        firstRows = start.firstRows().copy();
        newestRows = start.newestRows().copy();
        rowsWithoutTime = start.rowsWithoutTime().copy();
        keepsAllRows = start.keepsAllRows();
        repeated = start.repeated();
        unsure = start.unsure();
        order = start.order().copy();
        page.rows().forget();
        page = new PageIntake(page.rows(), start);
    }

    /** Its page is whole; goes to what follows it. */
    Chain.Step endOfPage(PageEnvelope answer, int rowsInAnswer, @Nullable Long totalAtStart) {
        settleTotal(answer.totalCount() == null ? page.total() : answer.totalCount(), totalAtStart);
        busy = false;
        if (page.rows().isCut()) { // More of it may be wanted another time.
            return chain.endAtMaximum(null);
        }
        outside += page.outside();
        later += page.later();
        Chain.Step step = stepAfter(answer, rowsInAnswer);
        PageRows following = PageRows.none();
        if (step instanceof Chain.Next next) {
            noteDensity(rowsInAnswer);
            chain = next.chain();
            following = page.rows().following();
        } else if (step instanceof Chain.End) {
            ended = true;
            rivals = List.of();
        }
        received += page.rows().size() - following.size();
        page = new PageIntake(following, mark(page.left()));
        pastAtPage = past == null || past.isPast() ? null : past;
        resumed = false;
        return step;
    }

    /** A server that takes the offset off the total counts the same rows. */
    private void settleTotal(@Nullable Long count, @Nullable Long totalAtStart) {
        if (count == null) {
            return;
        }
        boolean lessOffset = role == Role.PAGE && totalAtStart != null && count + offset() == totalAtStart;
        totalNow = before + count + (lessOffset ? offset() : 0);
        if (total == null) {
            total = totalNow;
        }
    }

    /** Nothing of it is on its way any more. What came of its page counts; the rest must be asked for again. */
    void withdraw() {
        busy = false;
    }

    private Chain.Step stepAfter(PageEnvelope answer, int rowsInAnswer) {
        if (role == Role.TOTAL) {
            return new Chain.End(false, "the total came", 0, null);
        }
        if (role == Role.PAGE || chain.page() == 1) {
            // Rows may be missing between those of one answer and the next, or one may have been taken for another.
            boolean isDoubtful = page.rows().overdue() > 0 || page.hasLeftOutInside();
            firstRow = isDoubtful ? null : page.firstRow();
            lastRow = isDoubtful ? null : page.lastRow();
        }
        Chain.Step step = chain.after(answer, rowsInAnswer, page.rows());
        if (role == Role.PAGE) {
            last = step instanceof Chain.End && rowsInAnswer > 0;
            return new Chain.End(false, "the page came", 0, null);
        }
        if (past != null && !past.hasFound() && step instanceof Chain.End) {
            return new Chain.Broken(LOST);
        }
        boolean others = page.hasPassedStop() || isOverWithLaterRows(answer, rowsInAnswer);
        return others && step instanceof Chain.Next
                ? new Chain.End(false, "what follows is not its own", 0, null)
                : step;
    }

    /** Rows without {@code first_seen} may follow those that were found after the harvest had begun, if the total has room. */
    private boolean isOverWithLaterRows(PageEnvelope answer, int rowsInAnswer) {
        boolean mayHaveNoTime = asked.isOpen() && asked.isEndless() && stop == bound(plan);
        return page.isAllLater() && !(mayHaveNoTime && chain.hasMore(answer, rowsInAnswer, later));
    }

    private void noteDensity(int rowsInAnswer) {
        Long since = page.start().newest() == null ? first : page.start().newest();
        if (newest != null && since != null) {
            rowsPerSecond = (double) rowsInAnswer / Math.max(1, newest - since);
        }
    }

    // How it is cut.

    /** Whether a part may be cut off: its total is known and it has a second to spare. */
    boolean isCuttable() {
        return (role == Role.RANGE || role == Role.AGAIN)
                && !ended
                && total != null
                && newest != null
                && stop - newest >= 2
                && StableOrder.hasRoomForRange(plan.query());
    }

    /** Cuts off all from that second on. */
    Leg cutAt(long second) {
        long to = asked.isEndless() && stop == bound(plan) ? Span.ENDLESS : stop;
        Leg upper = range(plan, role, new Span(second, to), chain.limit(), this);
        stop = second;
        return upper;
    }

    /** Seconds from the newest row to its stop. */
    long secondsLeft() {
        if (newest == null && asked.isOpen()) {
            return Long.MAX_VALUE;
        }
        return Math.max(0, stop - (newest == null ? asked.from() : newest));
    }

    /** How close the rows of its last page lay. */
    double rowsPerSecond() {
        return rowsPerSecond;
    }

    // How it is resumed.

    @Override
    public boolean resumeByKey(Failure failure) {
        if (!resumed || chain.token() == null || !failure.isInvalidField() || !canResumeByKey()) {
            return false;
        }
        restartAtKey(chain.limit());
        return true;
    }

    /** Asks for larger pages than its token allows, where that is possible: by its key. */
    void grow(int limit) {
        if (role == Role.RANGE && !ended && limit > chain.limit() && newest != null && hasNewestRows() && hasRoom()) {
            restartAtKey(limit);
            resumed = true;
        }
    }

    private boolean hasNewestRows() {
        return newest != null && !newestRowsForgotten;
    }

    private boolean canResumeByKey() {
        return (role == Role.RANGE || role == Role.AGAIN) && (hasNewestRows() || lastOfChain != null) && hasRoom();
    }

    private boolean hasRoom() {
        return StableOrder.hasRoomForRange(plan.query());
    }

    /** From the second of its newest row on, without the rows of that second that were emitted. */
    private void restartAtKey(int limit) {
        long second = newest == null ? asked.from() : newest;
        if (asked.isOpen()) { // Rows without first_seen don't count from here on.
            total = null;
            totalNow = null;
        }
        asked = new Span(second, asked.to());
        chain = chain(plan, asked, false, 0, limit);
        received += page.rows().size();
        if (hasNewestRows()) {
            before = received - newestRows.size();
            expected = newestRows.copy();
            lastOfChain = null;
        } else {
            before = received;
            pastAtPage = lastOfChain == null ? null : new PastKey(lastOfChain);
        }
        page = new PageIntake(PageRows.none(), mark(new RowBag()));
        resumed = false;
    }

    static Leg of(Plan plan, LegContent content, @Nullable Leg parent) {
        int limit = content.limit();
        Span asked = new Span(
                content.from() == null ? Span.OPEN : content.from().getEpochSecond(),
                content.to() == null ? Span.ENDLESS : content.to().getEpochSecond());
        Role look = content.descending() ? Role.WITHOUT_TIME : Role.AGAIN;
        Role role = content.single() ? Role.PAGE : content.again() ? look : Role.RANGE;
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
        received = content.received() - content.handedOn().size();
        before = content.before();
        outside = content.outside();
        repeated = content.repeated();
        first = secondOf(content.first());
        newest = secondOf(content.newest());
        firstRows = bag(content.firstRows());
        newestRows = bag(content.newestRows());
        rowsWithoutTime = bag(content.rowsWithoutTime());
        knowsRowsWithoutTime = newest != null || rowsWithoutTime.size() >= received;
        keepsAllRows = role == Role.PAGE && first != null && firstRows.size() == 0 && newestRows.size() > 0;
        newestRowsForgotten = newest != null && newestRows.size() == 0;
        expected = bag(content.expected());
        unsure = content.unsure() || (role != Role.PAGE && newestRowsForgotten && !ended);
        firstRow = content.firstRow();
        lastRow = content.lastRow();
        last = content.last();
        remembered = role != Role.PAGE && isInFirstPage() ? new RowBag() : null;
        order = role == Role.PAGE || newest == null ? KeyOrder.begin(descending) : KeyOrder.afterSecond(newest);
        page = new PageIntake(PageRows.of(content.handedOn()), mark(new RowBag()));
    }

    /** Whether all of its rows come with the page that is asked for next. */
    private boolean isInFirstPage() {
        return chain.page() == 1 && before == 0 && !ended;
    }

    /** The chain of a harvest that was not parallel until now. */
    static Leg ofChain(Plan plan, CheckpointContent from) {
        Plan all = new Plan(plan.query(), plan.before(), Plan.ALL, plan.fingerprint());
        Leg leg = new Leg(plan, Role.RANGE, Span.ALL, false, Chain.resume(all, from), null);
        LastKey last = from.last();
        leg.resumed = true;
        leg.ended = from.ended() != null;
        leg.total = from.total();
        leg.totalNow = from.total();
        leg.received = from.received() - from.handedOn().size();
        leg.newest = last == null ? null : (Long) last.firstSeen().getEpochSecond();
        leg.lastOfChain = last;
        leg.pastAtPage = last != null && leg.chain.isByKey() ? new PastKey(last) : null;
        leg.newestRowsForgotten = !leg.isInFirstPage();
        leg.remembered = leg.isInFirstPage() ? new RowBag() : null;
        leg.unsure = from.unsure();
        leg.knowsRowsWithoutTime = last != null || leg.isInFirstPage();
        leg.order = last == null ? KeyOrder.begin(false) : KeyOrder.after(last);
        leg.page = new PageIntake(PageRows.of(from.handedOn()), leg.mark(new RowBag()));
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
        boolean cutByMaximum = !busy && page.rows().isCut(); // It has ended, and what was wanted of it was emitted.
        boolean atStart = wholePages && !ended && !cutByMaximum;
        LegMark now = atStart ? page.start() : mark(page.left());
        List<Long> emitted = ended
                ? List.of()
                : atStart ? page.rows().hashesBefore() : page.rows().hashes();
        boolean keepsAll =
                role == Role.PAGE && (atStart ? now.keepsAllRows() : keepsAllRows || (!ended && !emitted.isEmpty()));
        boolean keepsNewest = (!ended || role == Role.PAGE) && !newestRowsForgotten;
        return new LegContent(
                parentPlace,
                role == Role.PAGE,
                role == Role.AGAIN || role == Role.WITHOUT_TIME,
                descending,
                offset(),
                chain.limit(),
                time(asked.isOpen() ? null : (Long) asked.from()),
                time(asked.isEndless() ? null : (Long) asked.to()),
                Instant.ofEpochSecond(stop),
                chain.page(),
                ended ? null : chain.token(),
                chain.served(),
                received + emitted.size(),
                before,
                outside,
                now.repeated(),
                total,
                totalNow,
                time(now.first()),
                time(now.newest()),
                role == Role.PAGE && !keepsAll ? list(now.firstRows()) : List.of(),
                keepsAll ? list(rowsOfPage()) : keepsNewest ? list(now.newestRows()) : List.of(),
                list(now.rowsWithoutTime()),
                emitted,
                ended ? List.of() : list(expected.without(page.start().left())),
                firstRow,
                lastRow,
                last,
                now.unsure() || !now.order().isStrict(),
                ended);
    }

    private static @Nullable Instant time(@Nullable Long second) {
        return second == null ? null : Instant.ofEpochSecond(second);
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
        received += page.rows().size();
        page = new PageIntake(PageRows.none(), mark(page.left()));
    }

    boolean isBusy() {
        return busy;
    }

    void ask() {
        busy = true;
    }

    /** Rows emitted, those of its page at hand too. */
    long received() {
        return received + page.rows().size();
    }

    /** The row that a single page's answer began with; null where nobody knows, or where another one is alike. */
    @Nullable Long firstRow() {
        return firstRow;
    }

    /** The same of the last one. */
    @Nullable Long lastRow() {
        return lastRow;
    }

    /** Whether nothing follows a single page. */
    boolean isLast() {
        return last;
    }

    /** The second that it began with, however it was resumed. */
    long began() {
        return began;
    }

    /** The second in which the harvest began. */
    long bound() {
        return bound(plan);
    }

    /** Whether its totals are those of the whole query. */
    boolean isOfAll() {
        return asked.isOpen() && asked.isEndless() && parent == null;
    }

    /** Rows left out as found after the harvest had begun. */
    long later() {
        return later;
    }

    /** How its rows came. */
    KeyOrder order() {
        return order;
    }

    /** Whether rows without {@code first_seen} are among its own. */
    boolean hasRowsWithoutTime() {
        return rowsWithoutTime.size() > 0;
    }

    /** Its rows without {@code first_seen}; null where they are too many, or an earlier run hasn't kept them. */
    @Nullable RowBag rowsWithoutTime() {
        return knowsRowsWithoutTime ? rowsWithoutTime : null;
    }

    /** Whether all rows of a single page that were emitted are among its {@link #edges}. */
    boolean keepsAllRows() {
        return keepsAllRows;
    }

    /** Rows of the seconds that a single page begins and ends with, and those without one. */
    List<RowBag> edges() {
        boolean oneSecond = first != null && first.equals(newest);
        return oneSecond || keepsAllRows
                ? List.of(newestRows, rowsWithoutTime)
                : List.of(firstRows, newestRows, rowsWithoutTime);
    }

    RangeProgress progress(long left) {
        boolean range = role != Role.PAGE;
        return RangeProgress.builder(Instant.ofEpochSecond(stop))
                .from(range && !asked.isOpen() ? Instant.ofEpochSecond(asked.from()) : null)
                .received(received())
                .expected(total == null ? null : (Long) (range ? received() + left : Math.min(chain.limit(), total)))
                .ended(ended)
                .build();
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

    @Nullable Long total() {
        return total;
    }

    @Nullable Long totalNow() {
        return totalNow;
    }

    /** The same, or before its first page is whole what that says. */
    @Nullable Long totalSoFar() {
        return totalNow == null ? page.total() : totalNow;
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
