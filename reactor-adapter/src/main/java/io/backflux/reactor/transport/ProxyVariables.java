package io.backflux.reactor.transport;

import io.backflux.reactor.transport.ProxySettings.Protocol;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What environment variables say of proxies, read as most programs read them. */
record ProxyVariables(Map<String, String> environment) {

    private static final Pattern PROXY =
            Pattern.compile("(?:([A-Za-z0-9+.-]+)://)?(?:(.*)@)?(\\[[^\\]]+]|[^:/@\\[\\]]+)" + "(?::(\\d{1,5}))?/?");
    private static final Pattern EXCEPTION =
            Pattern.compile("(?:\\*?\\.)?(\\[[^\\]]+]|[^:]+|.*:.*:.*?)(?::(\\d{1,5}))?");

    @Nullable ProxySettings proxyFor(URI server) {
        String name = nameOf("HTTPS_PROXY");
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty()
                        || !"https".equalsIgnoreCase(server.getScheme())
                        || isThisMachine(bare(server.getHost()))
                        || isException(server)
                ? null
                : proxy(name, value);
    }

    private String nameOf(String variable) {
        String lower = variable.toLowerCase(Locale.ROOT);
        return environment.getOrDefault(lower, "").isBlank() ? variable : lower;
    }

    private static ProxySettings proxy(String name, String value) {
        Matcher parts = PROXY.matcher(value);
        if (!parts.matches()) {
            throw unreadable(name, "it was something else");
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        Protocol protocol = switch (scheme) {
            case "http" -> Protocol.HTTP;
            case "socks5", "socks5h" -> Protocol.SOCKS5;
            default -> throw unreadable(name, "its scheme was " + scheme);
        };
        int usual = protocol == Protocol.HTTP ? 80 : 1080;
        int port = parts.group(4) == null ? usual : Integer.parseInt(parts.group(4));
        try {
            ProxySettings proxy = new ProxySettings(protocol, bare(parts.group(3)), port, null);
            return parts.group(2) == null || parts.group(2).isEmpty() ? proxy : proxy.withLogin(login(parts.group(2)));
        } catch (IllegalArgumentException e) {
            throw unreadable(name, String.valueOf(e.getMessage()));
        }
    }

    private static Credentials login(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("its login had no password");
        }
        return Credentials.of(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // Its message quotes the text.
            throw new IllegalArgumentException("its login had a % that escapes nothing");
        }
    }

    private static IllegalArgumentException unreadable(String name, String otherwise) {
        return new IllegalArgumentException(
                name + " must be like http://host:3128, http://login:password@host:3128 or socks5://host:1080; "
                        + otherwise);
    }

    private boolean isException(URI server) {
        String host = bare(server.getHost()).toLowerCase(Locale.ROOT);
        int port = server.getPort() < 0 ? 443 : server.getPort();
        return Stream.of(environment.getOrDefault(nameOf("NO_PROXY"), "").split("[,\\s]+", -1))
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> isMeant(entry.toLowerCase(Locale.ROOT), host, port));
    }

    private static boolean isMeant(String entry, String host, int port) {
        if (entry.equals("*")) {
            return true;
        }
        if (entry.indexOf('/') >= 0) {
            return isInNetwork(entry, host);
        }
        Matcher parts = EXCEPTION.matcher(entry);
        if (!parts.matches() || (parts.group(2) != null && Integer.parseInt(parts.group(2)) != port)) {
            return false;
        }
        String name = bare(parts.group(1));
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address == null
                ? host.equals(name) || host.endsWith("." + name)
                : isPrefix(NetUtil.createByteArrayFromIpAddressString(name), address, address.length * 8);
    }

    private static boolean isInNetwork(String network, String host) {
        int slash = network.indexOf('/');
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        String bits = network.substring(slash + 1);
        return address != null
                && bits.matches("\\d{1,3}")
                && isPrefix(
                        NetUtil.createByteArrayFromIpAddressString(network.substring(0, slash)),
                        address,
                        Integer.parseInt(bits));
    }

    private static boolean isPrefix(byte @Nullable [] network, byte[] address, int bits) {
        if (network == null || network.length != address.length || bits > address.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((network[bit >> 3] & mask) != (address[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isThisMachine(String host) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(host);
        return address == null ? host.equalsIgnoreCase("localhost") : address.isLoopbackAddress();
    }
}
