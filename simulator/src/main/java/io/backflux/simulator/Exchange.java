package io.backflux.simulator;

import io.netty.channel.Channel;
import reactor.netty.http.server.HttpServerResponse;

/** A request that is being handled. */
record Exchange(
        RequestLog.Entry entry, AccountLimits.Slot slot, HttpServerResponse response, Channel channel, boolean gzip) {

    int number() {
        return entry.number();
    }
}
