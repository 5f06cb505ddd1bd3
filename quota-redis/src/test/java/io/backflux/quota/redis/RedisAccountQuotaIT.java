package io.backflux.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.error.QuotaConflictException;
import io.backflux.error.QuotaUnavailableException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.Lane;
import io.backflux.reactor.quota.PermitRefusedException;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The quota on a Redis that is there, goes and comes back. */
class RedisAccountQuotaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("forbes.com").limit(10).build();

    @SuppressWarnings("NullAway.Init")
    private RedisProcess redis;

    @BeforeEach
    void start() {
        redis = RedisProcess.start();
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    private RedisQuotaBuilder quota() {
        return RedisAccountQuota.builder(redis.url()).name("test");
    }

    private static BacklinksClient client(BacklinksSimulator api, RedisAccountQuota quota) {
        return BacklinksClient.builder()
                .baseUrl(api.baseUrl())
                .credentials(Credentials.of(api.username(), api.password()))
                .quota(quota)
                .build();
    }

    @Test
    void aHarvestTakesItsPermitsFromRedis() {
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(50).start();
                RedisAccountQuota quota = quota().build();
                BacklinksClient client = client(api, quota)) {
            assertThat(client.backlinks(QUERY).count().block(PATIENCE)).isEqualTo(50);
            assertThat(quota.inFlight()).isZero();
            assertThat(client.quota().maxInFlight()).isEqualTo(30);
        }
    }

    @Test
    void nothingIsConnectedBeforeAPermitIsAskedFor() {
        redis.close();
        try (RedisAccountQuota quota = quota().build()) {
            assertThat(quota.waiting()).isZero();
        }
    }

    @Test
    void twoQuotasOfOneAccountShareItsPermits() {
        QuotaLimits one = new QuotaLimits(1, 100_000);
        try (RedisAccountQuota first = quota().limits(one).build();
                RedisAccountQuota second = quota().limits(one).build()) {
            Sinks.One<Integer> answer = Sinks.one();
            Sinks.Empty<Void> isSent = Sinks.empty();
            AtomicInteger sent = new AtomicInteger();
            Mono<Integer> exchange = Mono.defer(() -> {
                sent.incrementAndGet();
                isSent.tryEmitEmpty();
                return answer.asMono();
            });
            Mono<Integer> running = first.withPermit(exchange).single().cache();
            running.subscribe();
            isSent.asMono().block(PATIENCE);
            Mono<Integer> waiting = second.withPermit(Mono.fromSupplier(sent::incrementAndGet))
                    .single()
                    .cache();
            waiting.subscribe();
            answer.tryEmitValue(7);
            assertThat(running.block(PATIENCE)).isEqualTo(7);
            assertThat(waiting.block(PATIENCE)).isEqualTo(2);
        }
    }

    @Test
    void whoeverWaitsInRedisAndIsCancelledLeavesNoTrace() {
        QuotaLimits one = new QuotaLimits(1, 100_000);
        try (RedisAccountQuota first = quota().limits(one).build();
                RedisAccountQuota second = quota().limits(one).build()) {
            Sinks.One<Integer> answer = Sinks.one();
            Sinks.Empty<Void> isSent = Sinks.empty();
            Mono<Integer> running = first.withPermit(Flux.defer(() -> {
                        isSent.tryEmitEmpty();
                        return answer.asMono();
                    }))
                    .single()
                    .cache();
            running.subscribe();
            isSent.asMono().block(PATIENCE);
            Disposable waiter = second.withPermit(Mono.just(1), Lane.BULK)
                    .subscribe(sent -> assertThat(sent).isNull());
            waiter.dispose();
            answer.tryEmitValue(7);
            running.block(PATIENCE);
            assertThat(second.waiting() + second.inFlight()).isZero();
            assertThat(first.withPermit(Mono.just(3)).blockLast(PATIENCE)).isEqualTo(3);
        }
    }

    @Test
    void otherLimitsEndAHarvestBeforeAnythingIsSent() {
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(50).start();
                RedisAccountQuota usual = quota().build();
                RedisAccountQuota other =
                        quota().limits(new QuotaLimits(20, 2000)).build();
                BacklinksClient client = client(api, other)) {
            usual.withPermit(Mono.just(1)).blockLast(PATIENCE);
            Throwable error = client.backlinks(QUERY)
                    .then(Mono.<Throwable>empty())
                    .onErrorResume(Mono::just)
                    .block(PATIENCE);
            assertThat(error)
                    .isInstanceOf(QuotaConflictException.class)
                    .hasMessageContaining("{backflux:quota:name:test}")
                    .hasMessageContaining("30 requests in flight and 2000 a minute")
                    .hasMessageContaining("20 requests in flight and 2000 a minute");
            assertThat(api.requestCount()).isZero();
        }
    }

    @Test
    void withoutRedisNothingIsSentAndTheHarvestEndsAfterItsBound() {
        redis.kill();
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(50).start();
                RedisAccountQuota quota =
                        quota().unavailableAfter(Duration.ofSeconds(1)).build();
                BacklinksClient client = client(api, quota)) {
            Throwable error = client.backlinks(QUERY)
                    .then(Mono.<Throwable>empty())
                    .onErrorResume(Mono::just)
                    .block(PATIENCE);
            assertThat(error).isInstanceOf(QuotaUnavailableException.class);
            assertThat(api.requestCount()).isZero();
        }
    }

    @Test
    void aHarvestThatWaitsForRedisGoesOnByItself() throws IOException {
        try (BacklinksSimulator api = BacklinksSimulator.builder().rows(50).start();
                RedisAccountQuota quota = quota().build();
                BacklinksClient client = client(api, quota)) {
            List<BacklinksPage> first =
                    client.pages(QUERY).take(1).collectList().block(PATIENCE);
            assertThat(first).hasSize(1);
            redis.kill();
            int before = api.requestCount();
            Mono<Long> rows = client.backlinks(QUERY).count().cache();
            rows.subscribe();
            assertThat(client.quota().waiting()).isOne();
            redis.restart();
            assertThat(rows.block(PATIENCE)).isEqualTo(50);
            assertThat(api.requestCount() - before).isEqualTo(5);
        }
    }

    @Test
    void nothingInRedisOrInAMessageHoldsTheLoginOrAPassword() {
        redis.close();
        redis = RedisProcess.start("--requirepass", "redis-s3cret");
        String url = redis.url().replace("redis://", "redis://:redis-s3cret@");
        RedisClient client = RedisClient.create(url);
        try (RedisAccountQuota quota =
                        RedisAccountQuota.builder(url).account("some-login").build();
                StatefulRedisConnection<String, String> connection = client.connect()) {
            quota.withPermit(Mono.just(1)).blockLast(PATIENCE);
            List<String> keys = connection.sync().keys("*");
            assertThat(keys).isNotEmpty().allMatch(key -> key.matches("\\{backflux:quota:[0-9a-f]{32}}:[a-z]+"));
        } finally {
            client.shutdown();
        }
        String wrong = redis.url().replace("redis://", "redis://:wrong-s3cret@");
        try (RedisAccountQuota quota = RedisAccountQuota.builder(wrong)
                .account("some-login")
                .unavailableAfter(Duration.ZERO)
                .build()) {
            Throwable error = quota.withPermit(Mono.just(1))
                    .then(Mono.<Throwable>empty())
                    .onErrorResume(Mono::just)
                    .block(PATIENCE);
            assertThat(String.valueOf(error))
                    .startsWith(PermitRefusedException.class.getName())
                    .doesNotContain("s3cret")
                    .doesNotContain("some-login");
        }
        assertThat(RedisURI.create(wrong).toString()).doesNotContain("s3cret"); // As Lettuce's own messages have it.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAccountQuota.builder("redis://:un readable-s3cret@[host"))
                .withMessageStartingWith("the URL of Redis must be redis://HOST:PORT")
                .withMessageNotContaining("s3cret")
                .withNoCause();
    }

    @Test
    void aClientOfTheCallersStaysOpen() {
        RedisClient client = RedisClient.create();
        try {
            RedisURI uri = RedisURI.create(redis.url());
            try (RedisAccountQuota quota =
                    RedisAccountQuota.builder(client, uri).name("test").build()) {
                assertThat(quota.withPermit(Mono.just(1)).blockLast(PATIENCE)).isOne();
            }
            try (StatefulRedisConnection<String, String> still = client.connect(uri)) {
                assertThat(still.sync().ping()).isEqualTo("PONG");
            }
        } finally {
            client.shutdown();
        }
    }

    @Test
    void aClusterServesAnAccountFromOneSlot() {
        redis.close();
        redis = RedisProcess.start("--cluster-enabled", "yes");
        RedisClient node = RedisClient.create(redis.url());
        try (StatefulRedisConnection<String, String> connection = node.connect()) {
            connection.sync().clusterAddSlots(IntStream.range(0, 16_384).toArray());
            while (!connection.sync().clusterInfo().contains("cluster_state:ok")) {
                Thread.onSpinWait();
            }
        } finally {
            node.shutdown();
        }
        RedisClusterClient client = RedisClusterClient.create(redis.url());
        try (RedisAccountQuota quota =
                RedisAccountQuota.builder(client).name("test").build()) {
            assertThat(Flux.range(0, 100)
                            .flatMap(number -> quota.withPermit(Mono.just(number)), 100)
                            .collect(Collectors.toSet())
                            .block(PATIENCE))
                    .hasSize(100);
        } finally {
            client.shutdown();
        }
    }

    @Test
    void withoutAnAccountOrANameThereIsNone() {
        assertThatIllegalStateException()
                .isThrownBy(RedisAccountQuota.builder("redis://localhost")::build)
                .withMessage("account or name must be set: it tells whose permits they are");
    }
}
