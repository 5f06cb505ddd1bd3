package io.backflux.reactor;

import io.backflux.reactor.transport.HttpTransport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;

/**
 * Whom a client talks to.
 *
 * @param endpoint where requests go, in one spelling for each server
 */
record Server(URI baseUrl, URI endpoint) {

    static final Server API = at(URI.create("https://api.dataforseo.com"));

    /** See {@link BacklinksClientBuilder#baseUrl}. */
    static Server at(URI baseUrl) {
        return new Server(baseUrl, HttpTransport.endpoint(baseUrl));
    }

    /** What tells a user's account from others. */
    String account(String username) {
        return username + "@" + endpoint.getAuthority();
    }

    /**
     * Makes sure that the password doesn't leave this machine in the clear.
     *
     * @throws IllegalArgumentException if it does
     */
    void refusePlainHttp() {
        if ("http".equals(endpoint.getScheme()) && !isThisMachine(endpoint.getHost())) {
            throw new IllegalArgumentException("baseUrl must be https, because the password goes along, was http to "
                    + endpoint.getHost() + "; allowPlainHttp(true) permits it on a network that you trust");
        }
    }

    private static boolean isThisMachine(String host) {
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(bare);
        return address == null ? host.equals("localhost") : address.isLoopbackAddress();
    }
}
