package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.partition.Known.Look;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.PageEnvelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a harvest stands that is cut into legs, side by side. */
final class PartitionState implements HarvestState {

    private static final String ALL_CAME = "all pages came";

    private final Frame frame;
    private final List<Leg> legs;
    private final List<PageLeg> pages;
    private final Map<Integer, Leg> byId;
    private final Known known;

    /** In order, the leg whose rows may be emitted. */
    private final int inTurn;

    /** In order, the pages whose ends tell what can be requested next. */
    private final Set<Integer> awaited;

    /**
     * What stays as it is.
     *
     * @param limit rows a page
     * @param reach how far offsets reach
     * @param isOrdered whether rows are read in the harvest's order
     */
    record Frame(Plan plan, int limit, Reach reach, boolean isOrdered) {}

    PartitionState(Frame frame, List<Leg> legs, Known known) {
        this.frame = frame;
        this.legs = List.copyOf(legs);
        this.pages = Pages.inOrder(this.legs);
        this.byId = this.legs.stream().collect(Collectors.toUnmodifiableMap(Leg::id, leg -> leg));
        this.known = known;
        Leg first = frame.isOrdered() ? Turns.first(this) : null;
        this.inTurn = first == null ? LegState.NONE : first.id();
        this.awaited = frame.isOrdered() && known.strategy() == Strategy.BLOCKS ? Blocks.awaited(this) : Set.of();
    }

    /** Before the first page. */
    static PartitionState begin(Plan plan, Reach reach, boolean ordered) {
        return new PartitionState(new Frame(plan, Chain.start(plan).limit(), reach, ordered), List.of(), Known.NOTHING);
    }

    // What it becomes.

    PartitionState with(Known other) {
        return new PartitionState(frame, legs, other);
    }

    /** A leg stands elsewhere. */
    PartitionState with(Leg moved) {
        return new PartitionState(
                frame,
                legs.stream().map(leg -> leg.id() == moved.id() ? moved : leg).toList(),
                known);
    }

    PartitionState plus(List<? extends Leg> more) {
        List<Leg> all = new ArrayList<>(legs);
        int next = legs.stream().mapToInt(Leg::id).max().orElse(-1) + 1;
        for (Leg leg : more) {
            all.add(leg.with(leg.at().numbered(next++)));
        }
        return new PartitionState(frame, all, known);
    }

    /** With the pages that are known by now to be needed. */
    PartitionState extended() {
        return strategy() == Strategy.BLOCKS ? Blocks.extended(joined()) : this;
    }

    private PartitionState joined() {
        List<Leg> joined = Pages.joined(legs);
        return joined.size() == legs.size() ? this : new PartitionState(frame, joined, known);
    }

    Leg leg(int id) {
        return Objects.requireNonNull(byId.get(id), "a leg of this harvest");
    }

    /** The pages at offsets, in the harvest's order. */
    List<PageLeg> pages() {
        return pages;
    }

    // What is requested.

    @Override
    public Next next(int idle, int demanded) {
        Conclusion over = conclusion();
        return over == null ? Turns.next(this, idle, demanded) : new Done(over);
    }

    // What comes.

    /** In order, only those of the first that has not ended. */
    @Override
    public boolean mayEmit(int leg) {
        if (!isOrdered()) {
            return true;
        }
        return inTurn == leg;
    }

    @Override
    public boolean accept(int leg, Backlink row) {
        if (hasAll()) {
            page(leg).rows().cutHere();
            return false;
        }
        return leg(leg).accept(row, pages);
    }

    @Override
    public Chain chain(int leg) {
        return leg(leg).at().chain();
    }

    @Override
    public PageIntake page(int leg) {
        return leg(leg).at().page();
    }

    @Override
    public @Nullable Long wholeTotal(int leg) {
        LegState at = leg(leg).at();
        return at.isOfAll() ? at.totalSoFar() : null;
    }

    // What it leads to.

    @Override
    public AfterPage after(int leg, PageEnvelope answer, int rowsInAnswer) {
        Leg.After after = leg(leg).after(answer, rowsInAnswer, totalAtStart());
        PartitionState read = LookingAgain.withinMemory(with(after.leg())).decided(after.leg());
        return new AfterPage(LookingAgain.in(read.extended()), read.wholeTotal(leg), after.broken());
    }

    /** What the page of a leg tells of the whole. */
    private PartitionState decided(Leg read) {
        if (read instanceof TotalLeg) {
            return with(known.withTotalAtEnd(read.totals().now()));
        }
        return strategy() == null && read instanceof RangeLeg first ? decidedBy(first) : this;
    }

    private PartitionState decidedBy(RangeLeg first) {
        Long total = first.totals().first();
        Strategy strategy = total == null || first.isEnded()
                ? Strategy.CHAIN
                : Strategies.of(plan().query(), total, plan().max(), limit(), frame.reach(), isOrdered());
        PartitionState decided = with(new Known(strategy, total, known.totalAtEnd(), known.looks()));
        if (total == null) {
            return decided;
        }
        return switch (strategy) {
            case OFFSETS, BOTH_ENDS ->
                decided.with(first.toPage()).plus(Pages.of(plan(), limit(), frame.reach(), bound(), total));
            case BLOCKS -> {
                PartitionState begun = decided.with(first.toPage());
                yield begun.plus(Blocks.begin(begun));
            }
            default -> decided;
        };
    }

    @Override
    public boolean isAwaited(int leg) {
        return awaited.contains(leg);
    }

    @Override
    public HarvestState afterLookAhead(int leg, List<Backlink> rows, PageEnvelope answer) {
        if (!(leg(leg) instanceof PageLeg page)) {
            return this;
        }
        boolean isLast = page.at().chain().after(answer, rows.size(), PageRows.none()) instanceof Chain.End;
        return Blocks.extended(with(page.seen(rows, isLast)));
    }

    @Override
    public @Nullable HarvestState after(int leg, Failure failure) {
        Leg resumed = leg(leg).after(failure);
        return resumed == null ? null : with(resumed);
    }

    @Override
    public PartitionState afterWithdrawal(int leg) {
        Leg withdrawn = leg(leg);
        return with(withdrawn.with(withdrawn.at().withdrawn()));
    }

    /** Nothing that the counts of ranges would call for is looked at any more, either; what lies between pages is. */
    @Override
    public PartitionState without(int leg) {
        Known looked = known.with(Look.TOTAL);
        Known all = strategy() == Strategy.RANGES ? looked.with(Look.SECONDS) : looked;
        return LookingAgain.in(with(leg(leg).ended()).with(all));
    }

    @Override
    public PartitionState withoutPage(int leg) {
        Leg dropped = leg(leg);
        return with(dropped.with(dropped.at().withoutPage()));
    }

    /** Where pages lie at offsets, what looks again may be all that brings some rows. */
    @Override
    public boolean isDispensable(int leg) {
        return isTotalOnly(leg) || (leg(leg) instanceof SecondLookLeg && strategy() == Strategy.RANGES);
    }

    @Override
    public boolean isTotalOnly(int leg) {
        return leg(leg) instanceof TotalLeg;
    }

    // The whole.

    Plan plan() {
        return frame.plan();
    }

    Reach reach() {
        return frame.reach();
    }

    /** Whether rows are read in the harvest's order. */
    boolean isOrdered() {
        return frame.isOrdered();
    }

    List<Leg> legs() {
        return legs;
    }

    <T extends Leg> Stream<T> of(Class<T> role) {
        return legs.stream().filter(role::isInstance).map(role::cast);
    }

    Known known() {
        return known;
    }

    /** The second in which the harvest began. */
    long bound() {
        return LegState.bound(plan());
    }

    @Override
    public int limit() {
        return frame.limit();
    }

    /** Whether fewer rows are wanted than there are. */
    boolean isPart() {
        Long total = totalAtStart();
        return total != null && plan().max() < total;
    }

    /** Whether all legs have come to their end. */
    boolean isWhole() {
        return !legs.isEmpty() && legs.stream().allMatch(Leg::isEnded);
    }

    @Override
    public @Nullable Conclusion conclusion() {
        if (isEndedByMaximum()) {
            return Conclusion.atMaximum(plan().max());
        }
        return isWhole() ? new Conclusion(false, ALL_CAME, missing()) : null;
    }

    /** Whether rows are left that the caller doesn't want, as far as the total says. */
    private boolean isEndedByMaximum() {
        Long total = totalAtStart();
        return hasAll() && !(isWhole() && total != null && total <= plan().max());
    }

    private boolean isCompleted() {
        return isWhole() && !isEndedByMaximum();
    }

    /** Rows that it is short of, where it is over and has a gap. */
    private long missing() {
        Long promised = totalAtStart();
        return promised == null || findingByCounts().verdict() != Verdict.GAP ? 0 : Math.max(0, promised - received());
    }

    @Override
    public boolean hasAll() {
        return plan().max() != Plan.ALL && received() >= plan().max(); // Asked of each row.
    }

    @Override
    public long received() {
        return legs.stream().mapToLong(Leg::received).sum();
    }

    @Override
    public Finding finding(Evidence evidence) {
        return finding(evidence.surelyRepeated(), evidence.isExact());
    }

    /** As far as its own counts tell. */
    Finding findingByCounts() {
        return finding(0, false);
    }

    private Finding finding(long repeated, boolean exact) {
        return Proof.of(legs, isCompleted(), totalAtStart(), known.totalAtEnd(), repeated, exact);
    }

    private @Nullable Long totalAtStart() {
        return known.totalAtStart();
    }

    @Override
    public @Nullable Strategy strategy() {
        return known.strategy();
    }

    @Override
    public boolean mayGoAtOnce() {
        Long total = totalAtStart();
        return total != null && Strategies.mayGoAtOnce(strategy(), Math.min(total, plan().max()), limit());
    }

    @Override
    public @Nullable String obstacle() {
        Long total = totalAtStart();
        boolean many = total != null && Math.min(total, plan().max()) > limit();
        return strategy() == Strategy.CHAIN && many ? Strategies.obstacleToBlocks(plan().query(), limit()) : null;
    }

    @Override
    public int pageNumber(int ended) {
        return ended + 1;
    }

    @Override
    public List<RangeProgress> progress() {
        return legs.stream()
                .filter(leg -> !(leg instanceof TotalLeg))
                .sorted(Leg.IN_ORDER)
                .map(leg -> leg.progress(Math.round(Cutting.rowsLeft(leg, legs))))
                .toList();
    }

    @Override
    public @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages) {
        return PartitionCheckpoint.write(this, counts, wholePages, isCompleted() ? ALL_CAME : null);
    }
}
