package io.backflux.simulator;

import io.netty.channel.EventLoop;
import reactor.netty.http.server.HttpServerResponse;

/** A request that is being handled. */
record Exchange(
        RequestLog.Entry entry, AccountLimits.Slot slot, HttpServerResponse response, EventLoop loop, boolean gzip) {

    int number() {
        return entry.number();
    }
}
