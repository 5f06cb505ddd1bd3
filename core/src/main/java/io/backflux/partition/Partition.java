package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.Plan;
import io.backflux.paging.StableOrder;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.CheckpointContent.Ending;
import io.backflux.wire.LegContent;
import io.backflux.wire.PageEnvelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How one harvest is cut into legs that run side by side: which request is next, and what an answer changes. */
public final class Partition implements Planner {

    /** A range is cut only where each part is likely to hold so many pages: each cut buys up to one page twice. */
    private static final int FEWEST_PAGES = 2;

    /** Rows that all ranges remember together: about 6 MB. */
    private static final int MOST_REMEMBERED = 1 << 17;

    private static final String ALL_CAME = "all pages came";

    private final Plan plan;
    private final int limit;
    private final long end;
    private final List<Leg> legs = new ArrayList<>();
    private final boolean isOrdered;
    private @Nullable Strategy strategy;
    private @Nullable Long totalAtStart;
    private @Nullable Long totalAtEnd;
    private boolean lookedAgain;
    private boolean askedTotal;
    private boolean lookedWithoutTime;

    private Partition(Plan plan, int limit, boolean isOrdered) {
        this.plan = plan;
        this.limit = limit;
        this.end = Objects.requireNonNull(plan.before(), "a parallel harvest has a bound")
                .getEpochSecond();
        this.isOrdered = isOrdered;
    }

    /**
     * Before the first page.
     *
     * @param ordered whether rows are read in the harvest's order
     */
    public static Partition begin(Plan plan, boolean ordered) {
        return new Partition(plan, Chain.start(plan).limit(), ordered);
    }

    /** From a checkpoint on: one of a parallel harvest, or of a chain in the stable order. */
    public static Partition resume(Plan plan, boolean ordered, CheckpointContent from) {
        Partition partition = new Partition(
                plan, Math.max(from.query().limit(), Chain.start(plan).limit()), ordered);
        partition.resume(from);
        return partition;
    }

    private void resume(CheckpointContent from) {
        if (!from.isParallel()) {
            legs.add(LegCodec.readChain(plan, from));
        }
        for (LegContent content : from.legs()) {
            Leg parent = content.parent() < 0 ? null : legs.get(content.parent());
            legs.add(LegCodec.read(plan, content, parent));
        }
        totalAtStart = from.counts().totalAtStart();
        totalAtEnd = from.counts().totalAtEnd();
        strategy = strategyFrom(from);
        lookedAgain = legs.stream().anyMatch(SecondLookLeg.class::isInstance);
        lookedWithoutTime = legs.stream().anyMatch(WithoutTimeLeg.class::isInstance);
        if (strategy == Strategy.RANGES) { // What a second look's rows are to be held against is not kept.
            of(SecondLookLeg.class).forEach(Leg::end);
        }
        if (!hasAll()) {
            of(RangeLeg.class).forEach(leg -> leg.grow(limit));
        }
        withNeighbours();
        if (!from.isEnded()) {
            lookAgain();
        }
    }

    /** A chain that was one because no more was wanted is cut when more is. */
    private @Nullable Strategy strategyFrom(CheckpointContent from) {
        Strategy known = from.strategy();
        boolean isChain = known == null ? isBegun(from) : known == Strategy.CHAIN;
        if (!isChain) {
            return known;
        }
        return totalAtStart != null && StableOrder.hasRoomForRange(plan.query()) ? Strategy.RANGES : Strategy.CHAIN;
    }

    private static boolean isBegun(CheckpointContent from) {
        return from.chain().page().number() > 1 || from.received() > 0 || from.isEnded();
    }

    // What is asked next.

    @Override
    public @Nullable Leg next(int idle) {
        if (hasAll() || !isWorthAnother()) {
            return null;
        }
        if (legs.isEmpty()) {
            legs.add(RangeLeg.of(plan, Span.ALL, limit));
        }
        Leg waiting = waiting();
        if (waiting == null && strategy != null && strategy != Strategy.CHAIN && idle > 0) {
            cut(idle);
            waiting = waiting();
        }
        if (waiting != null) {
            waiting.ask();
        }
        return waiting;
    }

    /** Whether what is on its way may not be all that is wanted. */
    private boolean isWorthAnother() {
        if (plan.max() == Plan.ALL || isTurnOfOneThatWaits()) {
            return true;
        }
        long coming = legs.stream().filter(Leg::isBusy).count() * limit;
        return received() + coming < plan.max();
    }

    /** Whether, in order, what is on its way can't be read before another page has come. */
    private boolean isTurnOfOneThatWaits() {
        Leg inTurn = isOrdered ? first(any -> true) : null;
        return inTurn != null && !inTurn.isBusy();
    }

    /** In order, only those of the first that has not ended. */
    @Override
    public boolean mayEmit(PageSequence of) {
        return !isOrdered || of == first(any -> true);
    }

    @Override
    public boolean accept(PageSequence of, Backlink row) {
        if (hasAll()) {
            of.rows().cutHere();
            return false;
        }
        return leg(of).accept(row);
    }

    private static Leg leg(PageSequence of) {
        return (Leg) of;
    }

    private @Nullable Leg first(Predicate<Leg> wanted) {
        return legs.stream()
                .filter(leg -> !leg.isEnded() && wanted.test(leg))
                .min(Leg.IN_ORDER)
                .orElse(null);
    }

    /** The one with the most left, so that all end at about the same time; one of which nothing is known goes first. */
    private @Nullable Leg waiting() {
        if (isOrdered) {
            return first(leg -> !leg.isBusy());
        }
        return legs.stream()
                .filter(leg -> !leg.isEnded() && !leg.isBusy())
                .max(Comparator.comparingDouble(leg -> leg.totals().first() == null ? Double.MAX_VALUE : left(leg)))
                .orElse(null);
    }

    /** The largest ranges are cut, each into as many parts as there are requests to spare for it. */
    private void cut(int idle) {
        List<SecondsLeg> whole =
                of(SecondsLeg.class).filter(SecondsLeg::isCuttable).toList();
        int[] cuts = new int[whole.size()];
        double[] rows = whole.stream().mapToDouble(this::left).toArray();
        for (int spare = idle; spare > 0; spare--) {
            int largest = largest(rows, cuts);
            if (largest < 0 || rows[largest] / (cuts[largest] + 2) < (double) FEWEST_PAGES * limit) {
                break;
            }
            cuts[largest]++;
        }
        for (int i = 0; i < cuts.length; i++) {
            if (cuts[i] > 0) {
                cut(whole.get(i), rows[i], cuts[i]);
            }
        }
    }

    private static int largest(double[] rows, int[] cuts) {
        int largest = -1;
        for (int i = 0; i < rows.length; i++) {
            if (largest < 0 || rows[i] / (cuts[i] + 1) > rows[largest] / (cuts[largest] + 1)) {
                largest = i;
            }
        }
        return largest;
    }

    private void cut(SecondsLeg leg, double rows, int parts) {
        long newest = Objects.requireNonNull(leg.emitted().newest(), "a leg that can be cut has begun");
        double coming = leg.isBusy() ? limit : 0;
        long[] seconds = Cuts.of(newest, leg.stop(), rows, coming, leg.rowsPerSecond(), parts);
        for (int i = seconds.length - 1; i >= 0; i--) { // From above, so that each part is cut off the same leg.
            legs.add(leg.cutAt(seconds[i]));
        }
        withNeighbours();
    }

    /** Rows that a range has yet to bring; a guess where a part of it has not answered yet. */
    private double left(Leg leg) {
        Long total = leg.totals().first();
        if (total == null) {
            return 0;
        }
        double known = total - leg.received() - leg.totals().outside();
        double seconds = leg.secondsLeft();
        double all = seconds;
        for (Leg part : legs) {
            if (part.parent() == leg) {
                Long rows = part.totals().first();
                known -= rows == null ? 0 : rows;
                all += rows == null ? part.secondsLeft() : 0;
            }
        }
        return Math.max(0, known) * (all > 0 ? seconds / all : 1);
    }

    // What an answer changes.

    @Override
    public void total(PageSequence of, @Nullable Long count) {
        leg(of).total(count);
    }

    /** What others have emitted decides of a row at a page's edge, and of each row of a second look. */
    private void withNeighbours() {
        List<PageLeg> pages = of(PageLeg.class).toList();
        pages.forEach(page ->
                page.neighbours(pages.stream().filter(other -> other != page).toList()));
        List<RowBag> emitted = Stream.concat(
                        pages.stream().flatMap(page -> page.emitted().edges().stream()),
                        of(RangeLeg.class).flatMap(range -> Stream.ofNullable(range.remembered())))
                .toList();
        of(SecondLookLeg.class).filter(leg -> !leg.isEnded()).forEach(leg -> leg.rivals(emitted));
        of(WithoutTimeLeg.class).filter(leg -> !leg.isEnded()).forEach(leg -> leg.rivals(rowsWithoutTime()));
    }

    private List<RowBag> rowsWithoutTime() {
        return legs.stream()
                .filter(leg -> !(leg instanceof WithoutTimeLeg) && leg.emitted().knowsRowsWithoutTime())
                .map(leg -> leg.emitted().rowsWithoutTime())
                .toList();
    }

    private <T extends Leg> Stream<T> of(Class<T> role) {
        return legs.stream().filter(role::isInstance).map(role::cast);
    }

    @Override
    public @Nullable Failure endOfPage(PageSequence of, PageEnvelope answer, int rowsInAnswer) {
        Leg leg = leg(of);
        Chain.Step step = leg.endOfPage(answer, rowsInAnswer, totalAtStart);
        keepMemorySmall();
        if (leg instanceof TotalLeg) {
            totalAtEnd = leg.totals().now();
        } else if (strategy == null && leg instanceof RangeLeg first) {
            decide(first);
        }
        lookAgain();
        return step instanceof Chain.Broken broken ? broken.failure() : null;
    }

    /** The largest range is the first whose rows are not remembered: to look at it again would cost the most. */
    private void keepMemorySmall() {
        List<RangeLeg> ranges = of(RangeLeg.class).toList();
        if (ranges.stream().mapToInt(RangeLeg::rememberedRows).sum() > MOST_REMEMBERED) {
            ranges.stream()
                    .max(Comparator.comparingInt(RangeLeg::rememberedRows))
                    .ifPresent(RangeLeg::forgetRows);
        }
    }

    private void decide(RangeLeg first) {
        Long total = first.totals().first();
        totalAtStart = total;
        strategy = total == null || first.isEnded()
                ? Strategy.CHAIN
                : Strategies.of(plan.query(), total, plan.max(), limit, isOrdered);
        if (total != null && (strategy == Strategy.OFFSETS || strategy == Strategy.BOTH_ENDS)) {
            legs.set(legs.indexOf(first), first.toPage());
            legs.addAll(Pages.of(plan, limit, end, total));
            withNeighbours();
        }
    }

    @Override
    public void withdraw(PageSequence of) {
        leg(of).withdraw();
    }

    @Override
    public void skip(PageSequence of) {
        leg(of).end();
        lookedAgain = true;
        askedTotal = true;
        lookAgain();
    }

    /** Where pages lie at offsets, what looks again may be all that brings some rows. */
    @Override
    public boolean isDispensable(PageSequence of) {
        return of instanceof TotalLeg || (of instanceof SecondLookLeg && strategy == Strategy.RANGES);
    }

    // Whether it is whole.

    /** Where all legs have ended, adds those that look again, as long as the counts call for some. */
    private void lookAgain() {
        boolean looks = true;
        while (looks && isWhole() && !hasAll()) {
            looks = lookOnce();
        }
    }

    /** Goes a step in looking again; false where nothing is left to be looked at. */
    private boolean lookOnce() {
        if (strategy == Strategy.CHAIN || strategy == null) {
            return false;
        }
        if (!lookedAgain && strategy != Strategy.RANGES) {
            lookedAgain = true;
            addAgain(Pages.gaps(legs, end));
            return true;
        }
        if (!askedTotal && !Objects.equals(totalAtStart, received())) {
            askedTotal = true;
            legs.add(TotalLeg.of(plan));
            return true;
        }
        if (!lookedAgain && finding(0, false).verdict() == Verdict.GAP) {
            lookedAgain = true;
            RangeLeg lacking = Proof.shortest(legs);
            if (lacking != null && lacking.remembered() != null) {
                addAgain(List.of(new Span(lacking.asked().from(), lacking.stop())));
            }
            return true;
        }
        if (!lookedWithoutTime && mayLackRowsWithoutTime()) {
            lookedWithoutTime = true;
            legs.add(WithoutTimeLeg.of(plan, limit));
            withNeighbours();
            return true;
        }
        return false;
    }

    /** Whether rows without {@code first_seen} may be missing, and those that came are known. */
    private boolean mayLackRowsWithoutTime() {
        long later = legs.stream().mapToLong(leg -> leg.totals().later()).sum();
        Long total = totalAtEnd == null ? totalAtStart : totalAtEnd;
        boolean isShort = total != null && received() + later < total;
        return (isShort || Pages.isOpenWithoutTime(legs) || (!Pages.isClosedAbove(legs) && Proof.hasMoved(legs)))
                && legs.stream().allMatch(leg -> leg.emitted().knowsRowsWithoutTime());
    }

    private void addAgain(List<Span> spans) {
        if (StableOrder.hasRoomForRange(plan.query())) {
            spans.forEach(span -> legs.add(SecondLookLeg.of(plan, span, limit)));
            withNeighbours();
        }
    }

    /** Whether all legs have come to their end. */
    private boolean isWhole() {
        return !legs.isEmpty() && legs.stream().allMatch(Leg::isEnded);
    }

    @Override
    public @Nullable Conclusion conclusion() {
        if (hasAll()) {
            return Conclusion.atMaximum(plan.max());
        }
        return isWhole() ? new Conclusion(false, ALL_CAME, missing()) : null;
    }

    @Override
    public boolean hasAll() {
        return plan.max() != Plan.ALL && received() >= plan.max(); // Asked of each row.
    }

    @Override
    public long received() {
        return legs.stream().mapToLong(Leg::received).sum();
    }

    @Override
    public Finding finding(Evidence evidence) {
        return finding(evidence.surelyRepeated(), evidence.isExact());
    }

    private Finding finding(long repeated, boolean exact) {
        return Proof.of(legs, isWhole() && !hasAll(), totalAtStart, totalAtEnd, repeated, exact);
    }

    @Override
    public @Nullable String obstacle() {
        Long total = totalAtStart;
        boolean many = total != null && Math.min(total, plan.max()) > limit;
        return strategy == Strategy.CHAIN && many ? "the filters leave no room for the bounds of a range" : null;
    }

    @Override
    public @Nullable Strategy strategy() {
        return strategy;
    }

    @Override
    public boolean isTotalOnly(PageSequence of) {
        return of instanceof TotalLeg;
    }

    @Override
    public @Nullable Long wholeTotal(PageSequence of) {
        return leg(of).isOfAll() ? leg(of).totalSoFar() : null;
    }

    @Override
    public int page(int ended) {
        return ended + 1;
    }

    @Override
    public Failure explained(PageSequence of, Failure failure) {
        return failure;
    }

    private boolean hasBegun() {
        return legs.stream().anyMatch(leg -> leg.received() > 0 || leg.isEnded() || leg.token() != null);
    }

    /** Rows that it is short of, where it is over and has a gap. */
    private long missing() {
        Long promised = totalAtStart;
        return promised == null || finding(0, false).verdict() != Verdict.GAP ? 0 : Math.max(0, promised - received());
    }

    @Override
    public @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages) {
        if (!hasBegun()) {
            return null;
        }
        List<Leg> kept = legs.stream().filter(leg -> !(leg instanceof TotalLeg)).toList();
        List<LegContent> contents = kept.stream()
                .map(leg -> LegCodec.write(leg, kept.indexOf(leg.parent()), wholePages))
                .toList();
        Ending ending = Ending.of(isWhole() && !hasAll() ? ALL_CAME : null);
        return CheckpointContent.ofLegs(plan.identity(limit), totalAtStart, counts, strategy, contents, ending);
    }

    @Override
    public List<RangeProgress> progress() {
        return legs.stream()
                .filter(leg -> !(leg instanceof TotalLeg))
                .sorted(Comparator.comparingLong(leg -> leg.asked().from()))
                .map(leg -> leg.progress(Math.round(left(leg))))
                .toList();
    }

    @Override
    public int limit() {
        return limit;
    }
}
