import org.jspecify.annotations.NullMarked;

/** Backlinks as a Flux: demand, permits, sockets and retries. */
@NullMarked
module io.backflux.reactor {
    requires transitive io.backflux.core;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;
    requires static transitive org.jspecify;
    requires transitive reactor.netty.core;
    requires transitive reactor.netty.http;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.common;
    requires transitive io.netty.handler;
    requires io.netty.handler.proxy;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    requires io.netty.codec.http;
    requires io.github.bucket4j.core;
    requires org.slf4j;

    exports io.backflux.reactor;
    exports io.backflux.reactor.quota;
    exports io.backflux.reactor.transport;
}
