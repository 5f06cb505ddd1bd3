package io.backflux.flink;

import io.backflux.BacklinksQuery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A target: whole, or cut into ranges, and what its parts came to. One thread uses it. */
final class TargetState {

    /** How it is read. */
    enum Mode {
        /** Whole, unless it turns out to be large. */
        OPEN,
        /** Range by range. */
        RANGES,
        /** Whole, though it is large. */
        WHOLE
    }

    /** What a look at the index says. */
    record Look(long total, @Nullable Instant boundary, int requests, BigDecimal cost) {}

    /**
     * A range of it, or all.
     *
     * @param planned rows it had when it was cut off; null where that isn't known
     */
    record Part(
            Range range, @Nullable Long planned, @Nullable SplitReport report) {

        Part planned(@Nullable Long rows) {
            return new Part(range, rows, report);
        }

        Part reported(@Nullable SplitReport how) {
            return new Part(range, planned, how);
        }
    }

    /** What planning cost; USD. */
    record Spent(int requests, BigDecimal cost) {

        static final Spent NOTHING = new Spent(0, BigDecimal.ZERO);

        Spent plus(int moreRequests, BigDecimal more) {
            return new Spent(requests + moreRequests, cost.add(more));
        }
    }

    /** Ranges of a few rows, such as before a second of many, stand beside full ones at most; and the index grows. */
    private static final int RANGES_MORE = 4;

    private final int number;
    private final BacklinksQuery query;
    private final List<Part> parts;
    private Mode mode;

    /** Rows of the whole target before the first range, and after the last. */
    private @Nullable Long totalAtStart;

    private @Nullable Long totalAtEnd;
    private boolean isEndLookedAt;

    /** Whether no row lacked {@code first_seen} before the first range; false where that isn't known. */
    private boolean allHaveTime;

    /** Rows without {@code first_seen} after the last range, which are in none; null where that isn't known. */
    private @Nullable Long withoutTimeAtEnd;

    /** Where the next range begins; null where all are known. */
    private @Nullable Instant uncutFrom;

    /** Rows from there on. */
    private long uncut;

    private Spent planning = Spent.NOTHING;

    TargetState(int number, BacklinksQuery query, Mode mode, List<Part> parts) {
        this.number = number;
        this.query = query;
        this.mode = mode;
        this.parts = new ArrayList<>(parts);
    }

    static TargetState of(int number, BacklinksQuery query) {
        return new TargetState(number, query, Mode.OPEN, List.of(new Part(Range.ALL, null, null)));
    }

    int number() {
        return number;
    }

    BacklinksQuery query() {
        return query;
    }

    Mode mode() {
        return mode;
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    @Nullable Long totalAtStart() {
        return totalAtStart;
    }

    @Nullable Long totalAtEnd() {
        return totalAtEnd;
    }

    boolean allHaveTime() {
        return allHaveTime;
    }

    @Nullable Long withoutTimeAtEnd() {
        return withoutTimeAtEnd;
    }

    boolean isEndLookedAt() {
        return isEndLookedAt;
    }

    @Nullable Instant uncutFrom() {
        return uncutFrom;
    }

    long uncut() {
        return uncut;
    }

    Spent planning() {
        return planning;
    }

    void spent(int requests, BigDecimal cost) {
        planning = planning.plus(requests, cost);
    }

    void restore(
            @Nullable Long atStart,
            @Nullable Long atEnd,
            boolean endLookedAt,
            boolean timed,
            @Nullable Long withoutTime,
            @Nullable Instant from,
            long rows,
            Spent spent) {
        totalAtStart = atStart;
        totalAtEnd = atEnd;
        isEndLookedAt = endLookedAt;
        allHaveTime = timed;
        withoutTimeAtEnd = withoutTime;
        uncutFrom = from;
        uncut = rows;
        planning = spent;
    }

    HarvestSplit whole() {
        return HarvestSplit.of(SplitName.ofWhole(number), query, Range.ALL);
    }

    void leaveWhole() {
        mode = Mode.WHOLE;
    }

    /**
     * Read range by range from now on; none is known yet.
     *
     * @param timed whether no row lacks {@code first_seen}; false where that isn't known
     */
    void cutFrom(long total, boolean timed) {
        mode = Mode.RANGES;
        allHaveTime = timed;
        totalAtStart = total;
        uncutFrom = Range.BEGINNING;
        uncut = total;
        parts.clear();
    }

    /**
     * The next range, up to where the look says, and the one after begins there.
     *
     * @param look from {@link #uncutFrom} on
     */
    HarvestSplit cut(Look look) {
        Instant from = Objects.requireNonNull(uncutFrom, "something is left to be cut");
        measureLast(look.total());
        Instant to = look.boundary();
        if (to != null && !to.isAfter(from)) {
            to = from.plusSeconds(1); // A second with more rows than a range has: one of its own.
        }
        uncutFrom = to;
        uncut = look.total();
        return plus(new Range(from.equals(Range.BEGINNING) ? null : from, to), to == null ? look.total() : null);
    }

    /** All that is left as one range, where nobody could look. */
    HarvestSplit cutNoMore() {
        Instant from = Objects.requireNonNull(uncutFrom, "something is left to be cut");
        uncutFrom = null;
        return plus(new Range(from, null), null);
    }

    private HarvestSplit plus(Range range, @Nullable Long planned) {
        parts.add(new Part(range, planned, null));
        return HarvestSplit.of(new SplitName(number, parts.size() - 1), query, range);
    }

    /**
     * Whether another range would cut nothing off: of two in a row neither had a row, or there are more than these rows make. So
     * looks end whatever the server answers.
     *
     * @param left rows from {@link #uncutFrom} on
     */
    boolean isCutEnough(long left, int rowsPerRange) {
        long measured = parts.stream()
                .mapToLong(part -> Objects.requireNonNullElse(part.planned(), 0L))
                .sum();
        boolean areMany = parts.size() > RANGES_MORE + 2 * (measured + uncut) / rowsPerRange;
        return areMany || (parts.size() > 1 && left >= uncut && plannedBeforeLast() <= 0);
    }

    /** Of the one before the last, which a look has measured. */
    private long plannedBeforeLast() {
        return Objects.requireNonNullElse(parts.get(parts.size() - 2).planned(), 1L);
    }

    /** What the last range had, by what is left behind it. */
    private void measureLast(long left) {
        if (!parts.isEmpty()) {
            Part last = parts.get(parts.size() - 1);
            parts.set(parts.size() - 1, last.planned(uncut - left));
        }
    }

    /** Sets or takes back how a part ended. */
    void report(SplitName split, @Nullable SplitReport how) {
        int index = Math.max(0, split.part());
        boolean isOurs = split.isWhole() == (mode != Mode.RANGES) && index < parts.size();
        if (isOurs) {
            if (!Objects.equals(parts.get(index).report(), how)) {
                isEndLookedAt = false; // It was read anew since.
            }
            parts.set(index, parts.get(index).reported(how));
        }
    }

    void lookedAtEnd(@Nullable Long total, @Nullable Long withoutTime) {
        totalAtEnd = total;
        withoutTimeAtEnd = withoutTime;
        isEndLookedAt = true;
    }

    /** Whether all of its parts have been read. */
    boolean isRead() {
        return uncutFrom == null && parts.stream().allMatch(part -> part.report() != null);
    }

    /** Whether nothing is left to do for it. */
    boolean isEnded() {
        return isRead() && (mode != Mode.RANGES || isEndLookedAt);
    }
}
