package io.backflux.quota.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.async.RedisScriptingAsyncCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Two connections of Lettuce, one for the script and one for messages, made when first needed. Lettuce makes them anew where
 * they break. {@link #run} is for one thread at a time.
 */
final class LettuceLink implements RedisLink {

    private static final Logger LOG = LoggerFactory.getLogger(LettuceLink.class);

    static final String SCRIPT = readScript();

    /** How connections are made, and what is to be done once they are closed. */
    record Connector(
            Supplier<CompletionStage<Connected>> commands,
            Supplier<CompletionStage<StatefulRedisPubSubConnection<String, String>>> messages,
            Supplier<Mono<Void>> close) {}

    /** A connection with its commands. */
    record Connected(
            StatefulConnection<String, String> connection, RedisScriptingAsyncCommands<String, String> commands) {}

    private final Connector connector;
    private final String script;
    private volatile @Nullable CompletableFuture<Connected> connecting;
    private volatile @Nullable CompletableFuture<StatefulRedisPubSubConnection<String, String>> listening;
    private @Nullable String channel;
    private Consumer<String> messages = message -> {};

    LettuceLink(Connector connector) {
        this(connector, SCRIPT);
    }

    LettuceLink(Connector connector, String script) {
        this.connector = connector;
        this.script = script;
    }

    @Override
    public void listen(String its, Consumer<String> heard) {
        channel = its;
        messages = heard;
    }

    @Override
    public Mono<List<Long>> run(QuotaKeys keys, List<String> arguments) {
        hear();
        String[] all = arguments.toArray(String[]::new);
        return Mono.fromFuture(connected(), true).flatMap(connected -> run(connected.commands(), keys.all(), all));
    }

    private Mono<List<Long>> run(
            RedisScriptingAsyncCommands<String, String> commands, String[] keys, String[] arguments) {
        String digest = commands.digest(script);
        return Mono.fromCompletionStage(
                        () -> commands.<List<Long>>evalsha(digest, ScriptOutputType.MULTI, keys, arguments))
                .onErrorResume(
                        RedisNoScriptException.class,
                        unknown -> Mono.fromCompletionStage(
                                () -> commands.<List<Long>>eval(script, ScriptOutputType.MULTI, keys, arguments)));
    }

    /** The connection, or the attempt at one; another attempt where that failed. */
    private CompletableFuture<Connected> connected() {
        CompletableFuture<Connected> made = connecting;
        if (made == null || made.isCompletedExceptionally()) {
            made = connector.commands().get().toCompletableFuture();
            connecting = made;
        }
        return made;
    }

    private void hear() {
        CompletableFuture<StatefulRedisPubSubConnection<String, String>> made = listening;
        if (channel != null && (made == null || made.isCompletedExceptionally())) {
            String its = channel;
            listening = connector
                    .messages()
                    .get()
                    .thenCompose(connection -> subscribed(connection, its))
                    .toCompletableFuture();
        }
    }

    /** Where that is refused, as by an ACL, there are no messages, and polls alone. */
    private CompletionStage<StatefulRedisPubSubConnection<String, String>> subscribed(
            StatefulRedisPubSubConnection<String, String> connection, String its) {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(String from, String message) {
                messages.accept(message);
            }
        });
        return connection.async().subscribe(its).handle((done, refused) -> {
            if (refused != null) {
                LOG.warn(
                        "no messages of {} come from Redis, so permits may come a second late: {}",
                        its,
                        refused.toString());
            }
            return connection;
        });
    }

    @Override
    public Mono<Void> close() {
        return Flux.just(closed(connecting).then(), closed(listening).then())
                .flatMap(each -> each)
                .then(Mono.defer(connector.close()));
    }

    private static Mono<Void> closed(@Nullable CompletableFuture<?> made) {
        if (made == null) {
            return Mono.empty();
        }
        return Mono.fromFuture(made, true)
                .flatMap(it -> {
                    StatefulConnection<?, ?> connection =
                            it instanceof Connected connected ? connected.connection() : (StatefulConnection<?, ?>) it;
                    return Mono.fromFuture(connection.closeAsync());
                })
                .onErrorComplete();
    }

    private static String readScript() {
        try (InputStream in = LettuceLink.class.getResourceAsStream("quota.lua")) {
            return new String(Objects.requireNonNull(in, "quota.lua").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
