package io.backflux.reactor.transport;

import java.net.URI;
import java.util.Locale;

/** Where requests to a server go, made of the server's base URL. */
final class Endpoint {

    private static final String PATH = "/v3/backlinks/backlinks/live";
    private static final String ACCOUNT = "/v3/appendix/user_data";
    private static final int LAST_PORT = 65_535;

    private Endpoint() {}

    /** In one spelling: two base URLs of one server and path make equal endpoints. No message repeats a login or a query. */
    static URI of(URI baseUrl) {
        String scheme = String.valueOf(baseUrl.getScheme()).toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "its scheme was " + scheme);
        require(baseUrl.getHost() != null, "it had no host, or one that is no valid name");
        require(baseUrl.getRawUserInfo() == null, "it had a login, which is for credentials(...)");
        require(baseUrl.getRawQuery() == null && baseUrl.getRawFragment() == null, "it had a query or a fragment");
        require(baseUrl.getPort() != 0 && baseUrl.getPort() <= LAST_PORT, "its port was " + baseUrl.getPort());
        String path = withoutSlashAtEnd(baseUrl.normalize().getRawPath());
        require(!path.endsWith(PATH), "it had the endpoint's own path, which is added");
        return URI.create(scheme + "://" + authority(scheme, baseUrl) + path + PATH);
    }

    /** Beside {@link #of}, where a server tells about the account. */
    static URI ofAccount(URI baseUrl) {
        String endpoint = of(baseUrl).toString();
        return URI.create(endpoint.substring(0, endpoint.length() - PATH.length()) + ACCOUNT);
    }

    private static String authority(String scheme, URI baseUrl) {
        int usual = scheme.equals("https") ? 443 : 80;
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        return baseUrl.getPort() < 0 || baseUrl.getPort() == usual ? host : host + ":" + baseUrl.getPort();
    }

    private static String withoutSlashAtEnd(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalArgumentException(
                    "baseUrl must be like https://host, https://host/path or http://localhost:8080; " + otherwise);
        }
    }
}
