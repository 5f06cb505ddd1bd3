package io.backflux.reactor.transport;

import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A proxy through which requests go. The server's name is looked up by the proxy, TLS is spoken with the server, and the proxy sees
 * neither credentials of the API nor what is sent; unless the base URL is {@code http}.
 *
 * @param protocol what is spoken with it
 * @param host a name or an address; looked up on the transport's event loops
 * @param port 1 to 65535
 * @param login null for a proxy that wants none
 */
public record ProxySettings(
        Protocol protocol, String host, int port, @Nullable Credentials login) {

    private static final int LAST_PORT = 65_535;

    /** What is spoken with a proxy. */
    public enum Protocol {
        /** {@code CONNECT}, for {@code http} base URLs, too; a login is sent as HTTP Basic. */
        HTTP,
        SOCKS5
    }

    public ProxySettings {
        Objects.requireNonNull(protocol, "protocol");
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("port must be 1 to " + LAST_PORT + ", was " + port);
        }
    }

    /** A proxy that speaks HTTP, and takes {@code CONNECT}. */
    public static ProxySettings http(String host, int port) {
        return new ProxySettings(Protocol.HTTP, host, port, null);
    }

    public static ProxySettings socks5(String host, int port) {
        return new ProxySettings(Protocol.SOCKS5, host, port, null);
    }

    /** The same, which wants a login. */
    public ProxySettings withLogin(Credentials login) {
        return new ProxySettings(protocol, host, port, Objects.requireNonNull(login, "login"));
    }

    /**
     * The proxy that environment variables name for a server: {@code HTTPS_PROXY}, unless {@code NO_PROXY} leaves the server out, each in
     * lower case, too, which goes first. Like {@code http://login:password@host:3128}, {@code host:3128} or {@code
     * socks5://host:1080}, where login and password may have {@code %} escapes. {@code NO_PROXY} lists names, which stand for what is
     * below them as well, addresses, networks such as {@code 10.0.0.0/8}, each with a port if it is for that alone, or {@code *}. They
     * are for {@code https} servers, and not for this machine.
     *
     * @return null where there is none for the server
     * @throws IllegalArgumentException if the variable can't be read, naming it, and never its login
     */
    public static @Nullable ProxySettings fromEnvironment(Map<String, String> environment, URI server) {
        return new ProxyVariables(environment).proxyFor(server);
    }

    /** Host and port. */
    public String address() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
