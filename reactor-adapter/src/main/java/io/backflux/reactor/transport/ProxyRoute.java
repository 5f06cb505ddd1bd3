package io.backflux.reactor.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.ProxyProvider;
import reactor.netty.transport.ProxyProvider.Proxy;

/**
 * The way to the server through a proxy. The proxy's own name is looked up without blocking, for each exchange and mostly from a
 * cache; the client below would do so with a call that blocks. Equal addresses are one key of the connection pool, so that connections
 * are reused.
 */
final class ProxyRoute {

    private final ProxySettings proxy;
    private final OwnResolver resolver;
    private final LoopResources loops;

    ProxyRoute(ProxySettings proxy, OwnResolver resolver, LoopResources loops) {
        this.proxy = proxy;
        this.resolver = resolver;
        this.loops = loops;
    }

    /** The server's name is left to the proxy: this machine may not know it. */
    HttpClient client(HttpClient client, Duration connect) {
        return client.resolver(NoopAddressResolverGroup.INSTANCE)
                .proxyWhen((config, spec) -> address().map(address -> settings(spec, address, connect)));
    }

    /** Host and port of the proxy that a client has been given and takes for a server; null where it takes none. */
    static @Nullable String proxyOf(HttpClientConfig client, URI server) {
        Supplier<? extends ProxyProvider> supplier = client.proxyProviderSupplier();
        ProxyProvider given = client.proxyProvider();
        ProxyProvider proxy = given != null || supplier == null ? given : supplier.get();
        int port = server.getPort() < 0 ? usualPort(server) : server.getPort();
        return proxy == null || !proxy.shouldProxy(InetSocketAddress.createUnresolved(server.getHost(), port))
                ? null
                : named(proxy.getProxyAddress());
    }

    private static int usualPort(URI server) {
        return "https".equals(server.getScheme()) ? 443 : 80;
    }

    private static String named(SocketAddress address) {
        return address instanceof InetSocketAddress known
                ? known.getHostString() + ":" + known.getPort()
                : address.toString();
    }

    private ProxyProvider.Builder settings(ProxyProvider.TypeSpec spec, InetSocketAddress address, Duration connect) {
        Proxy type = switch (proxy.protocol()) {
            case HTTP -> Proxy.HTTP;
            case SOCKS5 -> Proxy.SOCKS5;
        };
        ProxyProvider.Builder settings =
                spec.type(type).socketAddress(address).connectTimeoutMillis(connect.toMillis());
        Credentials login = proxy.login();
        return login == null ? settings : settings.username(login.username()).password(any -> login.password());
    }

    private Mono<InetSocketAddress> address() {
        return Mono.create(sink -> {
            EventLoopGroup group = loops.onClient(LoopResources.DEFAULT_NATIVE);
            EventLoop loop = group.next();
            Future<InetSocketAddress> found =
                    resolver.getResolver(loop).resolve(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
            found.addListener(done -> {
                if (found.isSuccess()) {
                    sink.success(found.getNow());
                } else {
                    sink.error(found.cause());
                }
            });
        });
    }
}
