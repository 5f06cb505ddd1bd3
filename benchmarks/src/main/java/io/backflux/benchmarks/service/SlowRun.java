package io.backflux.benchmarks.service;

import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;

/** 400 readers of 1 KB a second, each of a target of its own, whose pages all fit into what may wait; then they hang up. */
final class SlowRun {

    private static final int HEAP = 256;
    private static final String MAY_WAIT = "--backflux.waiting.max-bytes=144MB";
    private static final int READERS = 400;
    private static final long ROWS = 100_000;
    private static final int RATE = 1 << 10;
    private static final int PAGE = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration AFTERWARDS = Duration.ofSeconds(30);

    /**
     * Rows that a reader has demanded and not read: 128 messages in Netty's line and 32 at each of two before it, and what the kernel keeps of
     * 64 KB to send and 16 KB received, twice as much each, at the least that a row takes.
     */
    private static final int AHEAD = 128 + 2 * 32 + 2 * (64 + 16) * 1024 / 1_500;

    private final String classPath;
    private final Duration time;

    SlowRun(String classPath, Duration time) {
        this.classPath = classPath;
        this.time = time;
    }

    List<Bound> run() throws IOException, InterruptedException, AttachNotSupportedException, JMException {
        try (SimulatedApi.Running api = SimulatedApi.start(ROWS, Duration.ofMillis(300));
                Service service = Service.start(classPath, HEAP, api.baseUrl(), List.of(MAY_WAIT));
                SlowReaders slow = SlowReaders.start(service.uri(), READERS, RATE, Long.MAX_VALUE)) {
            Watch watch = new Watch(api, service);
            while (slow.with(1) < READERS) {
                Thread.sleep(LOOK.toMillis());
                watch.look(false, slow);
            }
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                Thread.sleep(LOOK.toMillis());
                watch.look(true, slow);
            }
            List<Bound> bounds = new ArrayList<>();
            bounds.add(Bound.none("readers that were hung up on", slow.ended()));
            bounds.add(Bound.none("permits in flight, the most seen once all had a row", watch.mostPermits()));
            bounds.add(new Bound(
                    "requests, beside the pages of what was demanded",
                    slow.rows().map(SlowRun::pages).sum(),
                    api.counts().requests()));
            bounds.add(Bound.none("pages that were bought twice", api.counts().repeated()));
            bounds.addAll(watch.bounds());
            bounds.addAll(hangUp(slow, api, service));
            return bounds;
        }
    }

    private static long pages(long rowsRead) {
        return (rowsRead + AHEAD + PAGE - 1) / PAGE;
    }

    private static List<Bound> hangUp(SlowReaders slow, SimulatedApi.Running api, Service service)
            throws IOException, InterruptedException {
        int before = api.counts().requests();
        slow.close();
        long closed = System.nanoTime();
        double left = held(service);
        while (left > 0 && System.nanoTime() - closed < AFTERWARDS.toNanos()) {
            Thread.sleep(20);
            left = held(service);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - closed);
        Thread.sleep(AFTERWARDS.toMillis());
        return List.of(
                new Bound("ms until no harvest is left and no byte waits, after all hung up", 1_000, millis),
                Bound.none("of them left in the end", held(service)),
                Bound.none("requests since", api.counts().requests() - before));
    }

    private static double held(Service service) throws IOException, InterruptedException {
        return service.meter("backflux.harvest.active")
                + service.meter("backflux.permits.in.flight")
                + service.meter("backflux.waiting");
    }
}
