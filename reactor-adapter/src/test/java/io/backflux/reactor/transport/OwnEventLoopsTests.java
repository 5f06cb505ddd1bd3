package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnEventLoopsTests {

    private final OwnEventLoops loops = new OwnEventLoops(null);

    @Test
    void theyOutliveTheTransportUntilItsLastExchangeIsOver() {
        assertThat(loops.acquire()).isTrue();
        assertThat(loops.acquire()).isTrue();
        loops.release();
        loops.release(); // The transport is closed.
        assertThat(loops.resources().isDisposed()).isFalse();
        loops.release();
        assertThat(loops.resources().isDisposed()).isTrue();
    }

    @Test
    void anExchangeThatEndsLeavesThemToTheTransport() {
        assertThat(loops.acquire()).isTrue();
        loops.release();
        assertThat(loops.resources().isDisposed()).isFalse();
        loops.release();
    }

    @Test
    void onceTheyAreGoneNoExchangeBegins() {
        loops.release();
        assertThat(loops.resources().isDisposed()).isTrue();
        assertThat(loops.acquire()).isFalse();
    }
}
