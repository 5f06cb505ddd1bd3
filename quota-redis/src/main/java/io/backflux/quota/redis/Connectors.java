package io.backflux.quota.redis;

import io.backflux.quota.redis.LettuceLink.Connected;
import io.backflux.quota.redis.LettuceLink.Connector;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** How connections to Redis are made. */
final class Connectors {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Soon, so that all processes are back before any gets a permit. */
    private static final Duration RECONNECT_DELAY = Duration.ofMillis(200);

    private static final int THREADS = 2;

    private Connectors() {}

    /** A client of its own, which is made with the first quota and ends with it. */
    static Supplier<Connector> ofUrl(String url) {
        RedisURI uri = uri(Objects.requireNonNull(url, "url"));
        return () -> own(uri);
    }

    /** What Lettuce says of a wrong one repeats it, password and all. */
    private static RedisURI uri(String url) {
        try {
            return RedisURI.create(url);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "the URL of Redis must be redis://HOST:PORT, rediss://… or redis-sentinel://…,"
                            + " with any other character in its password percent-encoded");
        }
    }

    private static Connector own(RedisURI uri) {
        ClientResources resources = DefaultClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .reconnectDelay(Delay.constant(RECONNECT_DELAY))
                .build();
        RedisClient client = RedisClient.create(resources, uri);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
        Connector connector = of(client, uri).get();
        return new Connector(
                connector.commands(),
                connector.messages(),
                () -> Mono.fromFuture(client.shutdownAsync(0, 1, TimeUnit.SECONDS))
                        .then(Mono.fromRunnable(() -> end(resources))));
    }

    /** Its threads are daemons, so nobody waits for their end. */
    private static void end(ClientResources resources) {
        Future<Boolean> unused = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }

    static Supplier<Connector> of(RedisClient client, RedisURI uri) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(uri, "uri");
        return () -> new Connector(
                () -> client.connectAsync(StringCodec.UTF8, uri).thenApply(made -> new Connected(made, made.async())),
                () -> client.connectPubSubAsync(StringCodec.UTF8, uri),
                Mono::empty);
    }

    static Supplier<Connector> of(RedisClusterClient client) {
        Objects.requireNonNull(client, "client");
        return () -> new Connector(
                () -> client.refreshPartitionsAsync()
                        .thenCompose(known -> client.connectAsync(StringCodec.UTF8))
                        .thenApply(made -> new Connected(made, made.async())),
                () -> client.refreshPartitionsAsync()
                        .thenCompose(known -> upcast(client.connectPubSubAsync(StringCodec.UTF8))),
                Mono::empty);
    }

    private static <T> CompletionStage<T> upcast(CompletableFuture<? extends T> made) {
        return made.thenApply(it -> it);
    }
}
