package io.backflux.quota.redis;

import java.util.List;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/** What of Redis is used. */
interface RedisLink {

    /** Runs the script once for each subscription, connecting before where need be; fails where that can't be done now. */
    Mono<List<Long>> run(QuotaKeys keys, List<String> arguments);

    /** Calls with each message of the channel from now on, as long as there is a connection. */
    void listen(String channel, Consumer<String> messages);

    /** Completes once nothing of it is left. */
    Mono<Void> close();
}
