package io.backflux.quota.redis;

import io.backflux.reactor.quota.QuotaLimits;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The script in a real server, whose time is what a test says: the one line that reads the clock reads a key instead. */
final class ScriptAtItsTime implements AutoCloseable {

    static final QuotaKeys KEYS = QuotaKeys.named("test");

    private static final String SECONDS = KEYS.root() + ":clock:seconds";
    private static final String MICROS = KEYS.root() + ":clock:micros";
    private static final String TEXT =
            LettuceLink.SCRIPT.replace("redis.call('TIME')", "redis.call('MGET', '" + SECONDS + "', '" + MICROS + "')");
    private static final long BEGINNING = 1_700_000_000_000L;

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private QuotaLimits limits;
    private Duration lease = Duration.ofSeconds(30);
    private long millis = BEGINNING;

    ScriptAtItsTime(RedisProcess redis, QuotaLimits limits) {
        this.limits = limits;
        this.client = RedisClient.create(redis.url());
        this.connection = client.connect();
        forgetAll();
    }

    RedisCommands<String, String> redis() {
        return connection.sync();
    }

    /** As where the server lost all it knew, but for the time. */
    void forgetAll() {
        redis().flushall();
        set();
    }

    private void set() {
        redis().mset(Map.of(SECONDS, Long.toString(millis / 1000), MICROS, Long.toString(millis % 1000 * 1000)));
    }

    void advance(Duration by) {
        millis += by.toMillis();
        set();
    }

    /** Time enough for many a token. */
    void tick() {
        advance(Duration.ofMillis(1));
    }

    Duration now() {
        return Duration.ofMillis(millis - BEGINNING);
    }

    /** What the server knows by now, to be brought {@linkplain #restore back} later. */
    Map<String, byte[]> snapshot() {
        Map<String, byte[]> all = new HashMap<>();
        for (String key : KEYS.all()) {
            byte[] dump = redis().dump(key);
            if (dump != null) {
                all.put(key, dump);
            }
        }
        return all;
    }

    void restore(Map<String, byte[]> snapshot) {
        redis().del(KEYS.all());
        snapshot.forEach((key, dump) -> redis().restore(key, 0, dump));
    }

    void limits(QuotaLimits other) {
        limits = other;
    }

    void lease(Duration other) {
        lease = other;
    }

    long inFlight() {
        return redis().zcard(KEYS.all()[1]);
    }

    Answer call(Report report) {
        QuotaSettings settings = new QuotaSettings(KEYS, limits, lease, Duration.ofSeconds(60));
        List<Long> answer = redis().eval(
                        TEXT,
                        ScriptOutputType.MULTI,
                        KEYS.all(),
                        report.arguments(settings).toArray(String[]::new));
        return Answer.of(Objects.requireNonNull(answer));
    }

    /** One process, as far as the script knows it. */
    final class Caller {

        private final String name;
        private Duration outage = Duration.ZERO;
        private long lastHeard;
        private List<String> held = List.of();
        private long permits;

        Caller(String name) {
            this.name = name;
        }

        Caller afterOutage(Duration length) {
            outage = length;
            return this;
        }

        Caller holding(String... permits) {
            held = List.of(permits);
            return this;
        }

        String last() {
            return name + ":" + permits;
        }

        boolean asks() {
            return verdict() instanceof Verdict.Granted;
        }

        Verdict verdict() {
            return asksFor(name + ":" + ++permits);
        }

        Verdict asksFor(@Nullable String permit) {
            return call(permit, Duration.ZERO, List.of(), List.of());
        }

        Duration waits() {
            return ((Verdict.Waiting) verdict()).most();
        }

        void says() {
            asksFor(null);
        }

        void releases(String permit) {
            call(null, Duration.ZERO, List.of(permit), List.of());
        }

        void givesBack(String permit) {
            call(null, Duration.ZERO, List.of(), List.of(permit));
        }

        void pauses(Duration time) {
            call(null, time, List.of(), List.of());
        }

        private Verdict call(@Nullable String permit, Duration pause, List<String> released, List<String> unused) {
            Answer answer = ScriptAtItsTime.this.call(
                    new Report(name, permit, outage, lastHeard, pause, held, released, unused));
            outage = Duration.ZERO;
            lastHeard = answer.serverTime() > 0 ? answer.serverTime() : lastHeard;
            return answer.verdict();
        }
    }

    Caller caller(String name) {
        return new Caller(name);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
