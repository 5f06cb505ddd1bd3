package io.backflux.benchmarks.harvest;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The most of the heap that was in use right after a full garbage collection, when nothing but what is needed is left. A
 * harvest may go on for minutes without one, so one is asked for every few seconds.
 */
final class PeakHeap {

    private static final String FULL = "end of major GC";
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final AtomicLong most = new AtomicLong();
    private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    private PeakHeap() {}

    /** From now on. */
    static PeakHeap watch() {
        PeakHeap peak = new PeakHeap();
        Thread collecting = new Thread(PeakHeap::collect, "peak-heap");
        collecting.setDaemon(true);
        collecting.start();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((event, nothing) -> peak.note(event), null, null);
        }
        return peak;
    }

    private static void collect() {
        try {
            while (true) {
                Thread.sleep(PAUSE.toMillis());
                System.gc();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Notification event) {
        if (event.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            GarbageCollectionNotificationInfo collection =
                    GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
            if (collection.getGcAction().equals(FULL)) {
                most.accumulateAndGet(used(collection), Math::max);
            }
        }
    }

    private long used(GarbageCollectionNotificationInfo collection) {
        return collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** 0 when there was no full collection yet. */
    long bytes() {
        return most.get();
    }
}
