package io.backflux.partition.trial;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.paging.SeenRows;
import io.backflux.partition.Evidence;
import io.backflux.partition.HarvestState;
import io.backflux.partition.Pace;
import io.backflux.partition.PlannedPage;
import io.backflux.partition.Planner;
import io.backflux.partition.Reach;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a parallel harvest in virtual time, as the adapter does in real time: the plan and the pace are the library's
 * own, only the waiting is not.
 */
public final class VirtualHarvest {

    private static final int USUAL_LIMIT = 1_000;

    private final VirtualApi api;
    private final int slots;
    private final Latencies latencies;
    private final IntConsumer received;
    private final Planner planner;
    private final Pace pace;
    private final Occupancy occupancy;
    private final SeenRows seen = new SeenRows(0);
    private final PriorityQueue<Sent> underWay = new PriorityQueue<>(Comparator.comparingLong(Sent::answeredAt));

    /** What came before its turn. */
    private final List<Arrived> waiting = new ArrayList<>();

    private int mostPages;

    /** That are emitted before it is left. */
    private int pagesLeft;

    private @Nullable Long totalAtStart;
    private @Nullable Long totalAtEnd;
    private long now;
    private long nextSend;
    private int requests;
    private long bought;
    private @Nullable Failure failure;

    /** A request that is under way. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Sent(PlannedPage page, byte[] body, long at, long answeredAt) {}

    /** A page that is here. */
    private record Arrived(Sent sent, Page page) {}

    /**
     * A harvest of the whole index.
     *
     * @param slots 1 for a chain
     * @param received hears of each row that is emitted
     */
    public VirtualHarvest(VirtualApi api, int slots, Latencies latencies, IntConsumer received) {
        this(api, slots, USUAL_LIMIT, Reach.OF_API, false, null, latencies, received);
    }

    /** The same, with the rows in the harvest's order. */
    public static VirtualHarvest inOrder(VirtualApi api, int slots, Latencies latencies, IntConsumer received) {
        return new VirtualHarvest(api, slots, USUAL_LIMIT, Reach.OF_API, true, null, latencies, received);
    }

    /**
     * The same in pages of another size, and with offsets that reach less far.
     *
     * @param limit rows a page
     * @param ordered whether the rows are wanted in the harvest's order
     * @param left what an earlier run had come to; null where it begins
     */
    VirtualHarvest(
            VirtualApi api,
            int slots,
            int limit,
            Reach reach,
            boolean ordered,
            @Nullable Left left,
            Latencies latencies,
            IntConsumer received) {
        this.api = api;
        this.slots = slots;
        this.latencies = latencies;
        this.received = received;
        BacklinksQuery query =
                BacklinksQuery.builder("site.example").limit(limit).build();
        planner = Planner.ofPartition(
                Plan.of(query, Instant.ofEpochSecond(Dates.end()), Plan.ALL),
                reach,
                ordered,
                left == null ? null : left.checkpoint());
        now = left == null ? 0 : left.nanos();
        totalAtStart = left == null ? null : left.checkpoint().counts().totalAtStart();
        totalAtEnd = left == null ? null : left.checkpoint().counts().totalAtEnd();
        nextSend = now;
        pace = new Pace(slots);
        occupancy = new Occupancy(slots);
    }

    /**
     * Where a run was left.
     *
     * @param nanos when
     */
    record Left(CheckpointContent checkpoint, long nanos) {}

    /** The same, until so many pages have been emitted, or to its end. */
    Left leave(int pages) {
        pagesLeft = pages;
        while (pagesLeft > 0) {
            if (mayAsk() && send()) {
                continue;
            }
            if (underWay.isEmpty() && isOver()) {
                break;
            }
            await();
        }
        CheckpointContent reached = Objects.requireNonNull(planner.state().checkpoint(counts(), true));
        return new Left(CheckpointContent.fromJson(reached.toJson()), now);
    }

    private Counts counts() {
        BigDecimal none = BigDecimal.ZERO;
        return new Counts(0, requests, 0, none, none, none, 0, 0, 0, totalAtStart, totalAtEnd);
    }

    public Outcome run() {
        pagesLeft = Integer.MAX_VALUE;
        while (true) {
            if (mayAsk() && send()) {
                continue;
            }
            if (underWay.isEmpty() && isOver()) {
                return outcome();
            }
            await();
        }
    }

    private Outcome outcome() {
        HarvestState state = planner.state();
        return new Outcome(
                state.strategy(),
                requests,
                bought,
                state.received(),
                now,
                mostPages,
                occupancy,
                state.finding(new Evidence(seen.repeated(), seen.sample(), false, null, null)),
                failure);
    }

    private boolean isOver() {
        return failure != null || planner.state().conclusion() != null;
    }

    /** Goes to the next answer, or to when a request may be sent. */
    private void await() {
        Sent next = underWay.peek();
        if (hasRoom() && nextSend > now && (next == null || nextSend < next.answeredAt())) {
            passTo(nextSend);
        } else if (next != null) {
            passTo(next.answeredAt());
            underWay.remove();
            arrive(next);
        } else {
            throw new IllegalStateException("nothing is under way, and it is not over");
        }
    }

    private boolean hasRoom() {
        return failure == null && underWay.size() < pace.limit();
    }

    private boolean mayAsk() {
        return hasRoom() && nextSend <= now;
    }

    private boolean send() {
        PlannedPage next = planner.next(pace.limit() - underWay.size(), Integer.MAX_VALUE);
        if (next == null) {
            return false;
        }
        requests++;
        nextSend = now + (slots == 1 ? 0 : pace.gap());
        next.beginAttempt();
        underWay.add(new Sent(next, next.request(), now, now + latencies.next() * api.slowness(next.query())));
        mostPages = Math.max(mostPages, underWay.size() + waiting.size());
        return true;
    }

    private void passTo(long time) {
        occupancy.add(now, time, underWay.size(), pace.limit());
        now = time;
    }

    private void arrive(Sent sent) {
        Page page = api.answer(sent.body(), now);
        boolean full = underWay.size() + 1 >= pace.limit() || nextSend > now;
        boolean undecided = planner.state().strategy() == null;
        bought += page.rows().length;
        pace.answered(now, now - sent.at(), full);
        waiting.add(new Arrived(sent, page));
        readWhatMayBeEmitted();
        lookAhead();
        if (undecided && planner.state().mayGoAtOnce()) {
            pace.allAtOnce();
        }
    }

    private void lookAhead() {
        for (Arrived early : waiting) {
            PlannedPage planned = early.sent().page();
            if (planned.isAwaited()) {
                planned.lookAhead(
                        IntStream.of(early.page().rows()).mapToObj(api::row).toList(),
                        early.page().envelope());
            }
        }
    }

    private void readWhatMayBeEmitted() {
        for (int i = 0; i < waiting.size(); i++) {
            if (pagesLeft > 0 && waiting.get(i).sent().page().mayEmit()) {
                pagesLeft--;
                Arrived next = waiting.remove(i);
                read(next.sent().page(), next.page());
                i = -1;
            }
        }
    }

    private void read(PlannedPage planned, Page page) {
        planned.total(page.total()); // Before its rows, as an answer says it.
        total(planned.wholeTotal());
        emit(page, planned);
        Failure fault = planned.fault();
        if (fault == null) {
            endOfPage(planned, page);
        } else {
            failure = fault;
            planned.withdraw();
        }
    }

    private void endOfPage(PlannedPage planned, Page page) {
        PageRows rows = planned.rows();
        Failure broken = planned.end(page.envelope(), page.rows().length);
        total(planned.wholeTotal());
        rows.countInto(seen);
        if (broken != null) {
            failure = broken;
        }
    }

    private void total(@Nullable Long count) {
        if (count != null) {
            totalAtEnd = count;
            totalAtStart = totalAtStart == null ? count : totalAtStart;
        }
    }

    private void emit(Page page, PlannedPage planned) {
        for (int row : page.rows()) {
            if (planned.accept(api.row(row))) {
                received.accept(row);
            }
        }
    }
}
