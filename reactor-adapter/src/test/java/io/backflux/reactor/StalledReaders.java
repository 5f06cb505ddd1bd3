package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/**
 * A service whose subscribers stop after ten rows, each of another target, while others are served. Prints what came of it; exits
 * with something else than 0 where a subscriber failed or was not served.
 */
final class StalledReaders {

    private static final int ROWS_EACH = 10;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final List<Reader> readers = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final BacklinksClient client;
    private int others;

    private StalledReaders(BacklinksClient client) {
        this.client = client;
    }

    /**
     * Stands still, serves others, and goes on.
     *
     * @param args the server's base URL, how many stop, how many seconds others are served for, and after how many seconds one that
     *     stands gives way. Login and password come as two lines of the input
     */
    public static void main(String[] args) throws InterruptedException {
        Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
        BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create(args[0]))
                .credentials(Credentials.of(input.nextLine(), input.nextLine()))
                .quotaLimits(new QuotaLimits(30, 1_000_000))
                .waitingLimits(new WaitingLimits(
                        WaitingLimits.DEFAULT.maxBytes(), Duration.ofSeconds(Integer.parseInt(args[3]))))
                .build();
        new StalledReaders(client).run(Integer.parseInt(args[1]), Duration.ofSeconds(Integer.parseInt(args[2])));
        System.exit(0);
    }

    private void run(int count, Duration time) throws InterruptedException {
        CountDownLatch rows = new CountDownLatch(count * ROWS_EACH);
        for (int i = 0; i < count; i++) {
            Reader reader = new Reader(rows);
            readers.add(reader);
            client.backlinks(BacklinksQuery.of("stalled-" + i + ".example")).subscribe(reader);
        }
        require(rows.await(LONG.toSeconds(), TimeUnit.SECONDS), "not all got their ten rows");
        long end = System.nanoTime() + time.toNanos();
        do {
            serveOthers();
            report();
        } while (System.nanoTime() < end);
        goOn(readers.get(0));
        goOn(readers.get(count - 1));
        require(failure.get() == null, "failed: " + failure.get());
    }

    /** Somebody comes and reads all there is. */
    private void serveOthers() {
        for (int i = 0; i < 5; i++) {
            Long rows = client.backlinks(BacklinksQuery.of("other-" + others++ + ".example"))
                    .count()
                    .block(LONG);
            require(rows != null && rows == StalledReadersIT.ROWS, "another got " + rows + " rows");
        }
    }

    /** One comes back. */
    private void goOn(Reader reader) throws InterruptedException {
        reader.request(Long.MAX_VALUE);
        require(reader.ended.await(LONG.toSeconds(), TimeUnit.SECONDS), "one that came back did not get the rest");
        require(reader.rows.get() == StalledReadersIT.ROWS, "one that came back has " + reader.rows + " rows");
    }

    private void report() {
        System.gc();
        Runtime heap = Runtime.getRuntime();
        System.out.println("heap " + (heap.totalMemory() - heap.freeMemory()) / 1_000 + " kB of "
                + heap.maxMemory() / 1_000 + ", held " + client.waitingBytes() / 1_000 + " kB, others " + others);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            System.out.println(what);
            System.exit(1);
        }
    }

    private final class Reader extends BaseSubscriber<Backlink> {

        private final CountDownLatch first;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicInteger rows = new AtomicInteger();

        Reader(CountDownLatch first) {
            this.first = first;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(ROWS_EACH);
        }

        @Override
        protected void hookOnNext(Backlink row) {
            rows.incrementAndGet();
            first.countDown();
        }

        @Override
        protected void hookOnError(Throwable error) {
            failure.set(error);
        }

        @Override
        protected void hookOnComplete() {
            ended.countDown();
        }
    }
}
