/** A real HTTP server that speaks the backlinks API, for tests without an account. */
module io.backflux.simulator {
    requires io.netty.buffer;
    requires io.netty.codec.http;
    requires io.netty.common;
    requires io.netty.transport;
    requires org.reactivestreams;
    requires org.slf4j;
    requires reactor.core;
    requires reactor.netty.core;
    requires reactor.netty.http;
    requires tools.jackson.core;
    requires static org.jspecify;
    requires static org.junit.jupiter.api;

    exports io.backflux.simulator;
}
