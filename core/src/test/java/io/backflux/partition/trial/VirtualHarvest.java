package io.backflux.partition.trial;

import io.backflux.BacklinksQuery;
import io.backflux.Strategy;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
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
    private long now;
    private long nextSend;
    private int requests;
    private long bought;
    private @Nullable Failure failure;

    /** A request that is under way. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Sent(PlannedPage page, byte[] body, long at, long answeredAt) {}

    /**
     * A harvest of the whole index.
     *
     * @param slots 1 for a chain
     * @param received hears of each row that is emitted
     */
    public VirtualHarvest(VirtualApi api, int slots, Latencies latencies, IntConsumer received) {
        this(api, slots, USUAL_LIMIT, Reach.OF_API, latencies, received);
    }

    /**
     * The same in pages of another size, and with offsets that reach less far.
     *
     * @param limit rows a page
     */
    VirtualHarvest(VirtualApi api, int slots, int limit, Reach reach, Latencies latencies, IntConsumer received) {
        this.api = api;
        this.slots = slots;
        this.latencies = latencies;
        this.received = received;
        BacklinksQuery query =
                BacklinksQuery.builder("site.example").limit(limit).build();
        planner = Planner.ofPartition(Plan.of(query, Instant.ofEpochSecond(Dates.end()), Plan.ALL), reach, false, null);
        pace = new Pace(slots);
        occupancy = new Occupancy(slots);
    }

    public Outcome run() {
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
            take(next);
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
        PlannedPage next = planner.next(pace.limit() - underWay.size());
        if (next == null) {
            return false;
        }
        requests++;
        nextSend = now + (slots == 1 ? 0 : pace.gap());
        next.beginAttempt();
        underWay.add(new Sent(next, next.request(), now, now + latencies.next()));
        return true;
    }

    private void passTo(long time) {
        occupancy.add(now, time, underWay.size(), pace.limit());
        now = time;
    }

    private void take(Sent sent) {
        PlannedPage planned = sent.page();
        Page page = api.answer(sent.body(), now);
        bought += page.rows().length;
        planned.total(page.total()); // Before its rows, as an answer says it.
        emit(page, planned);
        Failure fault = planned.fault();
        if (fault == null) {
            endOfPage(sent, page);
        } else {
            failure = fault;
            planned.withdraw();
        }
    }

    private void endOfPage(Sent sent, Page page) {
        PlannedPage planned = sent.page();
        boolean full = underWay.size() + 1 >= pace.limit();
        boolean undecided = planner.state().strategy() == null;
        PageRows rows = planned.rows();
        Failure broken = planned.end(page.envelope(), page.rows().length);
        rows.countInto(seen);
        pace.answered(now, now - sent.at(), rows.size(), full);
        Strategy strategy = planner.state().strategy();
        if (undecided && (strategy == Strategy.OFFSETS || strategy == Strategy.BOTH_ENDS)) {
            pace.allAtOnce();
        }
        if (broken != null) {
            failure = broken;
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
