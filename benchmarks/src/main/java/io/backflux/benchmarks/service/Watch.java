package io.backflux.benchmarks.service;

import io.backflux.benchmarks.service.SimulatedApi.Counts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.management.JMException;

/** What a service held, each few seconds. */
final class Watch {

    private static final double FLAT = 1.05;
    private static final double MEGABYTE = 1_000_000;

    /**
     * One look at it. Memory is in megabytes.
     *
     * @param heap of which is in use, once it has been collected
     * @param outside buffers outside of the heap
     * @param permits in flight
     */
    private record Look(double heap, double outside, double permits) {}

    private final SimulatedApi.Running api;
    private final Service service;
    private final List<Look> looks = new ArrayList<>();
    private final long begin = System.nanoTime();

    Watch(SimulatedApi.Running api, Service service) {
        this.api = api;
        this.service = service;
    }

    /**
     * Looks, and prints what it sees.
     *
     * @param counts whether it is one of those that are compared
     */
    void look(boolean counts, SlowReaders slow) throws IOException, InterruptedException, JMException {
        Look look = new Look(
                service.heap() / MEGABYTE,
                service.outsideTheHeap() / MEGABYTE,
                service.meter("backflux.permits.in.flight"));
        if (counts) {
            looks.add(look);
        }
        Counts sent = api.counts();
        System.out.printf(
                Locale.ROOT,
                "%4d s  rows %3d to %3d  requests %d, %d twice  permits %.0f  heap %.1f MB  outside %.1f MB  waiting %.1f MB"
                        + "  for room %.0f%n",
                (System.nanoTime() - begin) / 1_000_000_000,
                slow.rows().min().orElse(0),
                slow.rows().max().orElse(0),
                sent.requests(),
                sent.repeated(),
                look.permits,
                look.heap,
                look.outside,
                service.meter("backflux.waiting") / MEGABYTE,
                service.meter("backflux.room.waiting"));
    }

    /** Flat: in the second half no more than in the first, give or take. */
    List<Bound> bounds() throws IOException {
        return List.of(
                flat("MB of heap after collections, the most in the second half", Look::heap),
                flat("MB outside of the heap, the most in the second half", Look::outside),
                Bound.none("errors and leaks in its log", service.complaints()));
    }

    double mostPermits() {
        return most(looks, Look::permits);
    }

    private Bound flat(String what, ToDoubleFunction<Look> figure) {
        int half = looks.size() / 2;
        return new Bound(
                what, FLAT * most(looks.subList(0, half), figure), most(looks.subList(half, looks.size()), figure));
    }

    private static double most(List<Look> looks, ToDoubleFunction<Look> figure) {
        return looks.stream().mapToDouble(figure).max().orElse(0);
    }
}
