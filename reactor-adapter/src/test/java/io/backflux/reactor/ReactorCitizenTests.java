package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** What Reactor's own tools see of a harvest, and what they may rely on. */
class ReactorCitizenTests {

    private static final String HOOK = "ReactorCitizenTests";

    @AfterEach
    void resetHooks() {
        Hooks.resetOnEachOperator(HOOK);
    }

    private static Harvest harvest(Transport transport) {
        return Clients.over(transport)
                .build()
                .harvest(Clients.QUERY.toBuilder().limit(10).build());
    }

    /** Asks for so much and keeps its subscription. */
    private static final class Asking<T> extends BaseSubscriber<T> {

        private final long demand;
        private Subscription subscription = Subscriptions.NONE;

        Asking(long demand) {
            this.demand = demand;
        }

        @Override
        protected void hookOnSubscribe(Subscription given) {
            subscription = given;
            if (demand > 0) {
                given.request(demand);
            }
        }

        Scannable scan() {
            return Scannable.from(subscription);
        }
    }

    private enum Subscriptions implements Subscription {
        NONE;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void aSubscriptionTellsWhereItStands(int slots) {
        Asking<Backlink> asking = new Asking<>(3);
        harvest(ScriptedTransport.of(25)).parallelism(slots).backlinks().subscribe(asking);
        Scannable scan = asking.scan();
        assertThat(scan.isScanAvailable()).isTrue();
        assertThat(scan.scanUnsafe(Attr.ACTUAL)).isSameAs(asking);
        assertThat(scan.scan(Attr.PREFETCH)).isZero();
        assertThat(scan.scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isZero();
        assertThat(scan.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
        assertThat(scan.scan(Attr.CANCELLED)).isFalse();
        assertThat(scan.scan(Attr.TERMINATED)).isFalse();
        asking.cancel();
        assertThat(scan.scan(Attr.CANCELLED)).isTrue();
        assertThat(scan.scan(Attr.TERMINATED)).isTrue();
    }

    @Test
    void unboundedDemandStaysUnbounded() {
        Asking<Backlink> asking = new Asking<>(Long.MAX_VALUE);
        harvest(new ScriptedTransport(request -> Flux.never())).backlinks().subscribe(asking);
        assertThat(asking.scan().scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatIsNotYetEmittedIsAskedFor() {
        Asking<Backlink> asking = new Asking<>(7);
        harvest(new ScriptedTransport(request -> Flux.never()))
                .prefetch(2)
                .backlinks()
                .subscribe(asking);
        assertThat(asking.scan().scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(7);
        assertThat(asking.scan().scan(Attr.PREFETCH)).isEqualTo(2);
    }

    @Test
    void aHarvestIsNamedAndScannedAsAnyOperator() {
        Flux<Backlink> named =
                harvest(ScriptedTransport.of(3)).prefetch(2).backlinks().name("links");
        assertThat(Scannable.from(named).name()).isEqualTo("links");
        Scannable source =
                Scannable.from(harvest(ScriptedTransport.of(3)).prefetch(2).pages());
        assertThat(source.scan(Attr.PREFETCH)).isEqualTo(2);
        assertThat(source.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    }

    @Test
    void assemblyHooksSeeAHarvest() {
        List<Object> assembled = new ArrayList<>();
        Hooks.onEachOperator(HOOK, publisher -> {
            assembled.add(publisher);
            return publisher;
        });
        Harvest harvest = harvest(ScriptedTransport.of(3));
        assembled.clear();
        Flux<Backlink> rows = harvest.backlinks();
        Flux<?> pages = harvest.pages();
        assertThat(assembled).containsExactly(rows, pages);
    }

    @Test
    void rowsReadAheadAndNeverEmittedAreDiscarded() {
        List<Object> discarded = new ArrayList<>();
        List<Object> got = new ArrayList<>();
        Asking<Backlink> asking = new Asking<>(3);
        harvest(ScriptedTransport.of(10))
                .prefetch(1)
                .backlinks()
                .doOnNext(got::add)
                .doOnDiscard(Backlink.class, (Consumer<Backlink>) discarded::add)
                .subscribe(asking);
        asking.cancel();
        assertThat(got).hasSize(3);
        assertThat(discarded).hasSize(7).doesNotContainAnyElementsOf(got);
    }

    @Test
    void rowsOfAPageThatNeverBecameWholeAreDiscarded() {
        List<Object> discarded = new ArrayList<>();
        String page = ScriptedTransport.page(10, 0, 10, "null");
        String half = page.substring(0, page.indexOf(ScriptedTransport.row(6)));
        Transport server =
                new ScriptedTransport(request -> ScriptedTransport.whole(half).concatWith(Flux.never()));
        Asking<Object> asking = new Asking<>(1);
        harvest(server)
                .pages()
                .cast(Object.class)
                .doOnDiscard(Backlink.class, (Consumer<Backlink>) discarded::add)
                .subscribe(asking);
        asking.cancel();
        assertThat(discarded).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theSubscribersContextReachesTheQuotaAndTheTransport(int slots) {
        List<String> seen = new ArrayList<>();
        ScriptedTransport server = ScriptedTransport.of(3);
        Transport looking = new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return Flux.deferContextual(context -> {
                    seen.add("transport " + context.get("tenant"));
                    return server.exchange(request);
                });
            }

            @Override
            public void close() {}
        };
        AccountQuota permits = AccountQuota.local(QuotaLimits.DEFAULT);
        AccountQuota quota = new AccountQuota() {
            @Override
            public <T> Flux<T> withPermit(Publisher<T> exchange, Lane lane) {
                return Flux.deferContextual(context -> {
                    seen.add("quota " + context.get("tenant"));
                    return permits.withPermit(exchange, lane);
                });
            }

            @Override
            public void pause(Duration time) {
                permits.pause(time);
            }

            @Override
            public int inFlight() {
                return permits.inFlight();
            }

            @Override
            public int waiting(Lane lane) {
                return permits.waiting(lane);
            }

            @Override
            public int maxInFlight() {
                return permits.maxInFlight();
            }
        };
        Clients.over(looking)
                .quota(quota)
                .build()
                .harvest(Clients.QUERY)
                .parallelism(slots)
                .backlinks()
                .contextWrite(context -> context.put("tenant", "a"))
                .blockLast();
        assertThat(seen).containsExactly("quota a", "transport a");
    }
}
