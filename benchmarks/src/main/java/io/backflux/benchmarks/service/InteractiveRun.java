package io.backflux.benchmarks.service;

import io.backflux.BacklinksQuery;
import io.backflux.benchmarks.service.SimulatedApi.Counts;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import reactor.core.Disposable;

/**
 * Somebody who waits for 100 rows, beside a harvest on all 30 slots of the same client; one after another, each of another target.
 * Its pages are of 100 rows, too, so that two cores can do with 100 of them a second.
 */
final class InteractiveRun {

    private static final int SLOTS = 30;
    private static final int ROWS = 100;
    private static final long OF_ALL = 3_000_000;
    private static final int WARM_UP = 50;
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final double MOST_ANSWERS = 1.5;

    private final int count;
    private final Duration answer;
    private final Random pauses = new Random(14);
    private final AtomicLong harvested = new AtomicLong();
    private final AtomicInteger sent = new AtomicInteger();
    private final List<Integer> sentBefore = new ArrayList<>();
    private int asked;

    InteractiveRun(int count, Duration answer) {
        this.count = count;
        this.answer = answer;
    }

    List<Bound> run() throws IOException, InterruptedException {
        try (SimulatedApi.Running api = SimulatedApi.start(OF_ALL, answer);
                BacklinksClient client = client(api)) {
            ask(client, WARM_UP);
            double[] alone = ask(client, count);
            Disposable harvest = client.harvest(
                            BacklinksQuery.builder("bulk.example").limit(ROWS).build())
                    .parallelism(SLOTS)
                    .backlinks()
                    .subscribe(row -> harvested.incrementAndGet());
            awaitAllSlots(client);
            long before = harvested.get();
            long begin = System.nanoTime();
            double[] beside = ask(client, count);
            double seconds = (System.nanoTime() - begin) / 1e9;
            Counts counts = api.counts();
            System.out.printf(
                    Locale.ROOT,
                    "Answers of %d ms. Alone: median %.2f answers' time, p99 %.2f. Beside: median %.2f, p99 %.2f, most %.2f; "
                            + "the harvest got %,.0f rows a second.%n",
                    answer.toMillis(),
                    at(alone, 0.5),
                    at(alone, 0.99),
                    at(beside, 0.5),
                    at(beside, 0.99),
                    at(beside, 1),
                    (harvested.get() - before) / seconds);
            boolean runs = !harvest.isDisposed();
            harvest.dispose();
            return List.of(
                    new Bound("p99 of take(100) beside the harvest, in answers' time", MOST_ANSWERS, at(beside, 0.99)),
                    new Bound(
                            "p99 of the harvest's requests that the simulator got before its, since it was asked for",
                            SLOTS / 2,
                            at(passedBy(counts), 0.99)),
                    new Bound("requests at once, counted by the simulator", SLOTS, counts.peakInFlight()),
                    Bound.none("requests that it refused", counts.refused()),
                    Bound.none("requests beyond one each", repeatedOfSmall(counts)),
                    Bound.none("harvests that ended meanwhile", runs ? 0 : 1));
        }
    }

    private BacklinksClient client(SimulatedApi.Running api) {
        return BacklinksClient.builder()
                .baseUrl(URI.create(api.baseUrl()))
                .credentials(Credentials.of(SimulatedApi.USERNAME, SimulatedApi.PASSWORD))
                .quotaLimits(new QuotaLimits(SLOTS, 1_000_000))
                .transportDecorator(next -> request -> {
                    sent.incrementAndGet();
                    return next.exchange(request);
                })
                .build();
    }

    /** How many answers' time each took, in rising order. */
    private double[] ask(BacklinksClient client, int times) throws InterruptedException {
        double[] took = new double[times];
        sentBefore.clear();
        for (int i = 0; i < times; i++) {
            Thread.sleep(pauses.nextInt(50));
            sentBefore.add(sent.get());
            long begin = System.nanoTime();
            Long rows = client.harvest(BacklinksQuery.of(small(asked++)))
                    .take(ROWS)
                    .backlinks()
                    .count()
                    .block(LONG);
            if (rows == null || rows != ROWS) {
                throw new IllegalStateException(rows + " rows in place of " + ROWS);
            }
            took[i] = (double) (System.nanoTime() - begin) / answer.toNanos();
        }
        Arrays.sort(took);
        return took;
    }

    private static double at(double[] rising, double part) {
        return rising[(int) Math.ceil(part * rising.length) - 1];
    }

    private static void awaitAllSlots(BacklinksClient client) throws InterruptedException {
        int full = 0;
        for (long end = System.nanoTime() + LONG.toNanos(); full < 10 && System.nanoTime() < end; Thread.sleep(200)) {
            full = client.quota().inFlight() >= SLOTS - 1 ? full + 1 : full;
        }
        if (full < 10) {
            throw new IllegalStateException("the harvest did not come to use all slots");
        }
    }

    /** By the numbers of arrival: half as many as there are slots take half an answer's time. */
    private double[] passedBy(Counts counts) {
        return IntStream.range(0, count)
                .map(i -> counts.firstOf(small(asked - count + i)) - sentBefore.get(i) - 1)
                .mapToDouble(passed -> passed)
                .sorted()
                .toArray();
    }

    private int repeatedOfSmall(Counts counts) {
        return IntStream.range(0, asked).map(i -> counts.of(small(i)) - 1).sum();
    }

    private static String small(int number) {
        return "small-" + number + ".example";
    }
}
