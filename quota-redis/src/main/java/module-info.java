import org.jspecify.annotations.NullMarked;

/** The quota of an account over several processes, in Redis. */
@NullMarked
module io.backflux.quota.redis {
    requires transitive io.backflux.reactor;
    requires transitive lettuce.core;
    requires static transitive org.jspecify;
    requires io.netty.common;
    requires org.slf4j;

    exports io.backflux.quota.redis;
}
