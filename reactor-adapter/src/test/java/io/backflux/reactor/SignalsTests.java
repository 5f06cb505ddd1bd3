package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.Backlink;
import io.backflux.HarvestProgress;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RetryPolicy;
import io.backflux.RowOrder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;

/** What a subscriber and a listener hear, whatever they throw and whenever they leave. */
class SignalsTests {

    private final List<HarvestSummary> summaries = new ArrayList<>();
    private final List<HarvestProgress> progress = new ArrayList<>();
    private final HarvestListener listener = new HarvestListener() {
        @Override
        public void onProgress(HarvestProgress heard) {
            progress.add(heard);
        }

        @Override
        public void onSummary(HarvestSummary summary) {
            summaries.add(summary);
        }
    };

    /** Throws at its second row, which comes while a third lies ready. */
    private static final class Throwing implements CoreSubscriber<Object> {

        private final Throwable thrown;
        private final List<String> heard = new ArrayList<>();
        private @Nullable Subscription subscription;

        private Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void onSubscribe(Subscription taken) {
            subscription = taken;
        }

        @Override
        public void onNext(Object row) {
            heard.add("row");
            if (heard.size() == 2) {
                Throwing.<RuntimeException>sneak(thrown);
            }
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneak(Throwable thrown) throws E {
            throw (E) thrown;
        }

        @Override
        public void onError(Throwable error) {
            heard.add(error.getMessage());
        }

        @Override
        public void onComplete() {
            heard.add("completed");
        }
    }

    private Harvest harvest(int rows) {
        return Clients.over(ScriptedTransport.of(rows))
                .build()
                .harvest(Clients.limit(5))
                .listener(listener);
    }

    @Test
    void aFatalErrorWhileRowsLieReadyEndsTheHarvestAndLeavesTheDrainOpen() {
        for (Throwable fatal : List.of(new OutOfMemoryError("fatal"), new LinkageError("fatal"))) {
            summaries.clear();
            Throwing subscriber = new Throwing(fatal);
            harvest(10).prefetch(1).backlinks().subscribe(subscriber);
            Subscription subscription = Objects.requireNonNull(subscriber.subscription);
            subscription.request(1);

            assertThatThrownBy(() -> subscription.request(5)).isSameAs(fatal);

            assertThat(subscriber.heard).containsExactly("row", "row", "fatal");
            assertThat(summaries).singleElement().satisfies(summary -> {
                assertThat(summary.status()).isEqualTo(HarvestStatus.FAILED);
                assertThat(summary.progress().received()).isEqualTo(2);
            });
            subscription.request(1);
            subscription.cancel();
            assertThat(subscriber.heard).hasSize(3);
            assertThat(summaries).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void afterAThrowNoRowComes(int slots) {
        Throwing subscriber = new Throwing(new IllegalStateException("thrown"));
        harvest(40).parallelism(slots).prefetch(1).backlinks().subscribe(subscriber);
        Objects.requireNonNull(subscriber.subscription).request(1);
        Objects.requireNonNull(subscriber.subscription).request(10);

        assertThat(subscriber.heard).containsExactly("row", "row", "thrown");
        assertThat(summaries).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void aCancelWithinOnNextReturnsAfterTheSummary(int slots) {
        int most = slots == 1 ? 12 : 5; // The first page, beyond which a parallel harvest keeps its pace by a timer.
        for (int rows = 1; rows <= most; rows++) {
            summaries.clear();
            progress.clear();
            int last = rows;
            List<Integer> summariesAtCancel = new ArrayList<>();
            harvest(12).parallelism(slots).backlinks().subscribe(new BaseSubscriber<Backlink>() {
                private int taken;

                @Override
                protected void hookOnNext(Backlink row) {
                    if (++taken == last) {
                        cancel();
                        summariesAtCancel.add(summaries.size());
                    }
                }

                @Override
                protected void hookOnComplete() {
                    summariesAtCancel.add(-1);
                }
            });
            assertThat(summariesAtCancel).as("row %s", rows).containsExactly(1);
            assertCancelled();
        }
    }

    @Test
    void aCancelInTheLastPageEndsAsInTheLastRow() {
        harvest(5).pages().take(1).blockLast();
        assertCancelled();
        summaries.clear();
        harvest(5).parallelism(4).pages().take(1).blockLast();
        assertCancelled();
    }

    @Test
    void aCancelInTheLastReadyRowEndsAsCancelled() {
        harvest(5).prefetch(1).backlinks().limitRate(1).take(5).blockLast();
        assertCancelled();
    }

    private void assertCancelled() {
        assertThat(summaries).singleElement().satisfies(summary -> {
            assertThat(summary.status()).isEqualTo(HarvestStatus.LIMITED);
            assertThat(summary.reason()).isEqualTo("cancelled");
            assertThat(progress).last().isEqualTo(summary.progress());
        });
    }

    @Test
    void aHarvestThatCannotBeSetUpHasItsSummary() {
        Clock broken = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new IllegalStateException("clock");
            }
        };
        List<String> heard = new ArrayList<>();

        Clients.over(ScriptedTransport.of(1))
                .clock(broken)
                .build()
                .harvest(Clients.QUERY)
                .order(RowOrder.STABLE)
                .listener(listener)
                .backlinks()
                .subscribe(row -> heard.add("row"), error -> heard.add(error.getMessage()));

        assertThat(heard).containsExactly("clock");
        assertThat(summaries).extracting(HarvestSummary::status).containsExactly(HarvestStatus.FAILED);
    }

    @Test
    void aSubscriberThatRefusesItsSubscriptionLeavesASummary() {
        CoreSubscriber<Object> refusing = new CoreSubscriber<>() {

            @Override
            public void onSubscribe(Subscription subscription) {
                throw new IllegalStateException("refused");
            }

            @Override
            public void onNext(Object row) {
                throw new AssertionError("a row");
            }

            @Override
            public void onError(Throwable error) {
                throw new AssertionError("an error", error);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("completion");
            }
        };

        assertThatThrownBy(() -> new PagingFlux<>(harvest(3), context -> new RowOutlet()).subscribe(refusing))
                .hasMessage("refused");

        assertThat(summaries).extracting(HarvestSummary::status).containsExactly(HarvestStatus.FAILED);
    }

    @Test
    void theLastProgressOfAFailedFirstPageIsThatOfTheSummary() {
        ScriptedTransport server =
                new ScriptedTransport(request -> ScriptedTransport.whole(ScriptedTransport.failure(50000)));
        Clients.over(server)
                .retryPolicy(RetryPolicy.NONE)
                .build()
                .harvest(Clients.QUERY)
                .listener(listener)
                .backlinks()
                .subscribe(row -> {}, error -> {});

        assertThat(summaries).hasSize(1);
        assertThat(progress).last().isEqualTo(summaries.get(0).progress());
        assertThat(progress.get(progress.size() - 1).requests()).isEqualTo(1);
    }
}
