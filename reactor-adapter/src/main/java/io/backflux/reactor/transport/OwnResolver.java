package io.backflux.reactor.transport;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Looks host names up as the client below does by itself, but on the transport's own event loops, and begins with the first
 * look-up. The client's own resolver for other loops stays in a static cache of Reactor Netty for as long as the JVM runs.
 */
final class OwnResolver extends AddressResolverGroup<InetSocketAddress> {

    private final LoopResources loops;
    private @Nullable AddressResolverGroup<InetSocketAddress> group;

    OwnResolver(LoopResources loops) {
        this.loops = loops;
    }

    /** By one thread at a time: within the lock of the group. */
    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        AddressResolverGroup<InetSocketAddress> begun = group;
        if (begun == null) {
            begun = NameResolverProvider.builder().build().newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE);
            group = begun;
        }
        return begun.getResolver(executor);
    }
}
