package io.backflux.benchmarks.parallel;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.partition.Leg;
import io.backflux.partition.Pace;
import io.backflux.partition.Partition;
import io.backflux.wire.PageEnvelope;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Carries out a parallel harvest in virtual time, as the adapter does in real time. */
final class VirtualHarvest {

    private static final double MEDIAN = 2e9;
    private static final double SIGMA = 0.4;
    private static final long MINUTE = 60_000_000_000L;

    /**
     * What it came to.
     *
     * @param busy how much of the slots was in use until the last minute
     */
    record Outcome(
            int requests, long bought, long received, double seconds, double dollars, double busy, String verdict) {}

    private record Answer(long at, Leg leg, long sent) {}

    private final VirtualApi api;
    private final int slots;
    private final Random random;
    private final Partition partition;
    private final Pace pace;
    private final PriorityQueue<Answer> answers = new PriorityQueue<>(Comparator.comparingLong(Answer::at));
    private long now;
    private long nextSend;
    private int requests;
    private long bought;
    private double used;
    private double usedLastMinute;
    private final java.util.ArrayDeque<double[]> history = new java.util.ArrayDeque<>();

    VirtualHarvest(VirtualApi api, long before, int slots, long seed) {
        this.api = api;
        this.slots = slots;
        this.random = new Random(seed);
        BacklinksQuery query = BacklinksQuery.of("site.example");
        partition = Partition.begin(Plan.of(query, Instant.ofEpochSecond(before), Plan.ALL), false);
        pace = new Pace(slots);
    }

    Outcome run() {
        while (true) {
            send();
            Answer next = answers.poll();
            if (next == null) {
                break;
            }
            pass(next.at());
            take(next);
        }
        double seconds = now / 1e9;
        double idle = 0;
        double busy = 0;
        for (double[] part : history) {
            double end = Math.min(part[1], now - MINUTE);
            if (end > part[0]) {
                busy += (end - part[0]) * part[2] / slots;
                idle += end - part[0];
            }
        }
        return new Outcome(
                requests,
                bought,
                partition.received(),
                seconds,
                0.024 * requests + 0.000036 * bought,
                idle == 0 ? 1 : busy / idle,
                partition.finding(0).verdict() + ": " + partition.finding(0).words());
    }

    private void pass(long to) {
        if (System.getProperty("trace") != null)
            System.out.printf("%.1f inflight %d limit %d%n", to / 1e9, answers.size() + 1, pace.limit());
        history.add(new double[] {now, to, answers.size() + 1});
        now = to;
    }

    private void send() {
        while (answers.size() < Math.min(slots, pace.limit())) {
            Leg leg = partition.next(Math.min(slots, pace.limit()) - answers.size());
            if (leg == null) {
                return;
            }
            requests++;
            long at = Math.max(now, nextSend);
            nextSend = at + (slots == 1 ? 0 : pace.gap());
            long took = (long) (MEDIAN * Math.exp(SIGMA * random.nextGaussian()));
            answers.add(new Answer(at + took, leg, at));
        }
    }

    private void take(Answer answer) {
        Leg leg = answer.leg();
        int[] rows = {0};
        leg.beginAttempt();
        boolean full = answers.size() + 1 >= pace.limit();
        PageEnvelope page = api.answer(leg.request(), row -> {
            rows[0]++;
            leg.takes(row);
        });
        partition.total(leg, page.totalCount());
        bought += rows[0];
        Chain.Step step = partition.endOfPage(leg, page, rows[0]);
        if (step instanceof Chain.Broken broken) {
            throw new IllegalStateException(broken.failure().what());
        }
        pace.answered(now, answer.at() - answer.sent(), rows[0], full);
    }

    public static void main(String[] args) {
        int rows = Integer.parseInt(args[0]);
        int seeds = Integer.parseInt(args[1]);
        for (int i = 2; i < args.length; i++) {
            int n = Integer.parseInt(args[i]);
            double worstX = 1e9, worstD = 0, sumX = 0, sumD = 0, worstB = 1;
            for (int seed = Integer.getInteger("first", 1); seed <= seeds; seed++) {
                VirtualApi api = new VirtualApi(Dates.bursty(rows, seed));
                Outcome o = new VirtualHarvest(api, Dates.end(), n, seed).run();
                Random r = new Random(seed + 77);
                double chain = 0;
                for (int p = 0; p < (rows + 999) / 1000; p++) chain += 2 * Math.exp(SIGMA * r.nextGaussian());
                double x = chain / o.seconds, d = o.dollars / (0.024 * ((rows + 999) / 1000) + 0.000036 * rows) - 1;
                worstX = Math.min(x, worstX);
                worstD = Math.max(d, worstD);
                sumX += x;
                sumD += d;
                worstB = Math.min(worstB, o.busy);
                if (System.getProperty("each") != null) System.out.println(seed + " x " + x + " " + o);
                if (!o.verdict.startsWith("PROVEN") || o.received != rows) System.out.println("BAD " + o);
            }
            System.out.printf(
                    "%d rows %d slots: x worst %.1f mean %.1f; dearer worst %.1f%% mean %.1f%%; busy %.2f%n",
                    rows, n, worstX, sumX / seeds, worstD * 100, sumD / seeds * 100, worstB);
        }
    }
}
