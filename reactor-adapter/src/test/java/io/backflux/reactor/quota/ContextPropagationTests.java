package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;

/** With Reactor's automatic propagation of contexts to thread-locals. */
class ContextPropagationTests {

    private static final String KEY = "io.backflux.request";

    private final ThreadLocal<@Nullable String> request = new ThreadLocal<>();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void propagate() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, request::get, request::set, request::remove);
        Hooks.enableAutomaticContextPropagation();
    }

    @AfterEach
    void stopPropagating() {
        Hooks.disableAutomaticContextPropagation();
        ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
        request.remove();
    }

    private void send(VirtualQuota quota, String name) {
        ManualSource source = new ManualSource();
        quota.quota()
                .<Integer>withPermit(subscriber -> {
                    seen.add(name + " under " + request.get());
                    source.subscribe(subscriber);
                    source.complete();
                })
                .doFinally(end -> seen.add(name + " ends under " + request.get()))
                .contextWrite(context -> name.equals("nobody") ? context : context.put(KEY, name))
                .subscribe();
    }

    private static List<String> own(String... names) {
        List<String> own = new ArrayList<>();
        for (String name : names) {
            String under = name.equals("nobody") ? "null" : name;
            own.add(name + " under " + under);
            own.add(name + " ends under " + under);
        }
        return own;
    }

    /** What frees the permit. */
    enum Freed {
        ANSWER,
        FAILURE,
        CANCEL
    }

    @ParameterizedTest
    @EnumSource
    void exchangeRunsUnderItsOwnThreadLocalsWhoeverFreesThePermit(Freed freed) {
        VirtualQuota quota = VirtualQuota.permits(4);
        for (int i = 0; i < 3; i++) {
            quota.quota().withPermit(new ManualSource()).subscribe();
        }
        ManualSource holder = new ManualSource();
        var running = quota.quota().withPermit(holder).subscribe(row -> {}, error -> {});
        send(quota, "a");
        send(quota, "nobody");
        send(quota, "b");
        quota.advance(Duration.ofMillis(1)); // The minute's quota has room for all.
        assertThat(seen).isEmpty();

        request.set("another");
        switch (freed) {
            case ANSWER -> holder.complete();
            case FAILURE -> holder.error("reset");
            case CANCEL -> running.dispose();
        }
        quota.advance(Duration.ofSeconds(freed == Freed.ANSWER ? 0 : 1));
        assertThat(seen).containsExactlyElementsOf(own("a", "nobody", "b"));
        assertThat(request.get()).isEqualTo("another");
    }

    @Test
    void exchangeRunsUnderItsOwnThreadLocalsWhenATimerFreesThePermit() {
        VirtualQuota quota = new VirtualQuota(5, 1);
        quota.quota().withPermit(Flux.empty()).subscribe();
        request.set("another");
        send(quota, "a");
        assertThat(seen).isEmpty();
        quota.advanceToEnd(Duration.ofMinutes(3));
        assertThat(seen).containsExactlyElementsOf(own("a"));
    }
}
