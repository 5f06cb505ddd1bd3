package io.backflux.benchmarks.service;

import com.sun.tools.attach.AttachNotSupportedException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.management.JMException;

/** 400 readers that stop after ten rows, each of another target, and stay; others read all there is meanwhile. */
final class StoppedRun {

    private static final int HEAP = 256;
    private static final int READERS = 400;
    private static final long ROWS = 1_000;
    private static final int ROWS_EACH = 10;
    private static final int RATE = 8 << 10;
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final String classPath;
    private final Duration time;
    private int others;
    private int notServed;

    StoppedRun(String classPath, Duration time) {
        this.classPath = classPath;
        this.time = time;
    }

    List<Bound> run() throws IOException, InterruptedException, AttachNotSupportedException, JMException {
        try (SimulatedApi.Running api = SimulatedApi.start(ROWS, Duration.ofMillis(300));
                Service service = Service.start(classPath, HEAP, api.baseUrl(), List.of());
                SlowReaders slow = SlowReaders.start(service.uri(), READERS, RATE, ROWS_EACH)) {
            Watch watch = new Watch(api, service);
            while (slow.with(ROWS_EACH) < READERS) {
                Thread.sleep(LOOK.toMillis());
                watch.look(false, slow);
            }
            for (long end = System.nanoTime() + time.toNanos(); System.nanoTime() < end; ) {
                Thread.sleep(LOOK.toMillis());
                serveAnother(service);
                watch.look(true, slow);
            }
            List<Bound> bounds = new ArrayList<>();
            bounds.add(Bound.none("readers that were hung up on", slow.ended()));
            bounds.add(new Bound(
                    "requests, beside one for each reader",
                    READERS + others,
                    api.counts().requests()));
            bounds.add(Bound.none("of " + others + " others not served", notServed));
            bounds.addAll(watch.bounds());
            return bounds;
        }
    }

    private void serveAnother(Service service) throws IOException, InterruptedException {
        if (service.read("/links/other-" + others++ + ".example") != ROWS) {
            notServed++;
        }
    }
}
