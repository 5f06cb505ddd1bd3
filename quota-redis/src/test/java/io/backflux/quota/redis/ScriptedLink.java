package io.backflux.quota.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A Redis that does what a test says. */
final class ScriptedLink implements RedisLink {

    /** A call, by the places of its arguments. */
    record Call(List<String> arguments) {

        String asked() {
            return arguments.get(13);
        }

        long outageMillis() {
            return Long.parseLong(arguments.get(9));
        }

        long pauseMillis() {
            return Long.parseLong(arguments.get(12));
        }

        long lastHeard() {
            return Long.parseLong(arguments.get(10));
        }

        List<String> held() {
            return part(0);
        }

        List<String> released() {
            return part(1);
        }

        List<String> unused() {
            return part(2);
        }

        private List<String> part(int which) {
            int from = 17;
            for (int before = 0; before < which; before++) {
                from += Integer.parseInt(arguments.get(14 + before));
            }
            return arguments.subList(from, from + Integer.parseInt(arguments.get(14 + which)));
        }
    }

    static final long SERVER_TIME = 1_700_000_000_000L;
    static final List<Long> GRANTED = List.of(1L, 0L, SERVER_TIME);

    static List<Long> waits(long millis) {
        return List.of(0L, millis, SERVER_TIME);
    }

    private final List<Call> calls = new ArrayList<>();
    private final Deque<Sinks.One<List<Long>>> open = new ArrayDeque<>();
    private Consumer<String> messages = message -> {};
    private boolean isClosed;

    @Override
    public Mono<List<Long>> run(QuotaKeys keys, List<String> arguments) {
        calls.add(new Call(List.copyOf(arguments)));
        Sinks.One<List<Long>> answer = Sinks.one();
        open.add(answer);
        return answer.asMono();
    }

    @Override
    public void listen(String channel, Consumer<String> its) {
        messages = its;
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> isClosed = true);
    }

    boolean isClosed() {
        return isClosed;
    }

    void wake(String process) {
        messages.accept(process);
    }

    int calls() {
        return calls.size();
    }

    Call last() {
        return calls.get(calls.size() - 1);
    }

    boolean isAsked() {
        return !open.isEmpty();
    }

    void answer(List<Long> answer) {
        open.remove().tryEmitValue(answer);
    }

    void fail() {
        open.remove().tryEmitError(new IllegalStateException("no connection"));
    }
}
