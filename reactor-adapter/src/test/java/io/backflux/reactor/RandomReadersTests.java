package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.error.ClientClosedException;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.transport.AnswerPart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Readers who demand, stand still, leave and come back as a seed draws it, hundreds at a time and with memory for a few pages or for
 * none, over answers that come in parts and fail at times. In virtual time. {@code -Dbackflux.seed=N} plays one seed again.
 */
class RandomReadersTests {

    private static final int SEEDS = 150;
    private static final int ROWS = 350;
    private static final int LIMIT = 100;
    private static final Duration STALLED = Duration.ofMinutes(1);

    /** A page that is in flight while nothing is known of its size, so that budgets lie below and above it. */
    private static final int LARGEST_BUDGET = 3_000_000;

    @Test
    void nobodyWhoDemandsWaitsForeverAndNothingIsLeftBehind() {
        Long one = Long.getLong("backflux.seed");
        if (one != null) {
            new Trial(one).play();
            return;
        }
        long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            try {
                new Trial(seed).play();
            } catch (Throwable failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    /** One client and its readers. */
    private static final class Trial {

        private final Random random;
        private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
        private final Permits permits = new Permits();
        private final List<Reader> readers = new ArrayList<>();
        private final ScriptedTransport server;
        private final BacklinksClient client;
        private final long budget;
        private int open;

        Trial(long seed) {
            random = new Random(seed);
            budget = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(LARGEST_BUDGET);
            ScriptedTransport[] self = new ScriptedTransport[1];
            self[0] = new ScriptedTransport(request -> answer(self[0].page(request, ROWS)));
            server = self[0];
            client = Clients.over(server)
                    .quota(permits)
                    .timer(time)
                    .waitingLimits(new WaitingLimits(budget, STALLED))
                    .build();
        }

        /** After a while, in two parts with a while between; some fail between them. */
        private Flux<AnswerPart> answer(String page) {
            int half = random.nextInt(page.length());
            Flux<AnswerPart> head = Flux.just(new AnswerPart.Head(200));
            Flux<AnswerPart> last = random.nextInt(12) == 0
                    ? Flux.error(new IllegalStateException("scripted"))
                    : Flux.just(ScriptedTransport.bytes(page.substring(half)));
            Flux<AnswerPart> parts =
                    Flux.concat(later(head), Flux.just(ScriptedTransport.bytes(page.substring(0, half))), later(last));
            return parts.doOnSubscribe(begun -> open++).doFinally(ended -> open--);
        }

        private Flux<AnswerPart> later(Flux<AnswerPart> parts) {
            return Mono.delay(Duration.ofMillis(random.nextInt(3_000)), time).thenMany(parts);
        }

        void play() {
            int count = random.nextInt(3) == 0 ? 100 + random.nextInt(100) : 2 + random.nextInt(20);
            for (int i = 0; i < 6 * count; i++) {
                if (readers.size() < count && random.nextInt(3) == 0) {
                    readers.add(reader());
                }
                act();
                check();
            }
            if (random.nextInt(4) == 0) {
                closeWhileTheyWait();
            } else {
                serveThoseWhoDemand();
            }
            readers.forEach(BaseSubscriber::cancel);
            check();
            assertThat(client.waitingBytes()).isZero();
            assertThat(client.waitingForRoom()).isZero();
            assertThat(permits.held).isZero();
        }

        private Reader reader() {
            Harvest harvest =
                    client.harvest(Clients.limit(LIMIT)).prefetch(random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0);
            Reader reader = new Reader();
            Flux<Backlink> rows = random.nextInt(4) == 0
                    ? harvest.pages().concatMapIterable(page -> page.items(), 1)
                    : harvest.backlinks();
            rows.subscribe(reader);
            return reader;
        }

        private void act() {
            if (!readers.isEmpty()) {
                Reader any = readers.get(random.nextInt(readers.size()));
                switch (random.nextInt(8)) {
                    case 0 -> any.request(1 + random.nextInt(2 * LIMIT));
                    case 1, 2, 3 -> any.request(1 + random.nextInt(5));
                    case 4 -> leave(any);
                    default -> {}
                }
            }
            time.advanceTimeBy(random.nextInt(20) == 0 ? STALLED : Duration.ofMillis(random.nextInt(2_000)));
        }

        private void leave(Reader any) {
            if (random.nextInt(4) == 0) {
                any.hasLeft = true;
                any.cancel();
            }
        }

        private void check() {
            assertThat(permits.held).as("permits held, by exchanges open").isEqualTo(open);
            assertThat(client.waitingBytes()).isBetween(0L, most());
            assertThat(client.waitingForRoom()).isBetween(0, readers.size());
            readers.forEach(Reader::check);
        }

        /** Half as much again where rows lie ready, and one page where there is room for none. */
        private long most() {
            long page = new RoomClaim(LIMIT, true, Need.DEMANDED, Lane.INTERACTIVE).bytes(PageSizes.UNKNOWN);
            return budget + budget / 2 + page + LIMIT * ReadyRows.BYTES;
        }

        /** Whoever stands still for good leaves the others theirs. */
        private void serveThoseWhoDemand() {
            List<Reader> demanding = readers.stream()
                    .filter(reader -> !reader.hasLeft && random.nextBoolean())
                    .toList();
            demanding.forEach(reader -> reader.request(Long.MAX_VALUE));
            time.advanceTimeBy(STALLED.multipliedBy(20L * readers.size() + 20));

            check();
            assertThat(demanding).allMatch(reader -> reader.isCompleted(), "completed");
        }

        private void closeWhileTheyWait() {
            List<Reader> staying = readers.stream()
                    .filter(reader -> !reader.hasLeft && !reader.isCompleted())
                    .toList();
            client.close();
            time.advanceTimeBy(STALLED);

            assertThat(client.waitingForRoom()).isZero();
            staying.forEach(reader -> reader.request(Long.MAX_VALUE));
            assertThat(staying)
                    .allMatch(reader -> reader.isCompleted() || reader.error() instanceof ClientClosedException);
        }
    }

    /** As many as anybody asks for, counted. */
    private static final class Permits implements AccountQuota {

        private int held;

        @Override
        public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
            return Flux.defer(() -> {
                held++;
                return Flux.from(exchange).doFinally(ended -> held--);
            });
        }

        @Override
        public void pause(Duration atLeast) {}

        @Override
        public int inFlight() {
            return held;
        }

        @Override
        public int waiting(Lane lane) {
            return 0;
        }
    }

    private static final class Reader extends NumberedRows {

        private boolean hasLeft;

        void check() {
            has(count());
            assertThat(!isCompleted() || count() == ROWS).isTrue();
        }
    }
}
