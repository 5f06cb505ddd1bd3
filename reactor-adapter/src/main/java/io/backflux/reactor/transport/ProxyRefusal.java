package io.backflux.reactor.transport;

import io.backflux.reactor.transport.TransportException.Problem;
import io.netty.handler.proxy.ProxyConnectException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a proxy let nobody through, as the client below says it in words alone: protocol, kind of login, proxy, server, reason.
 *
 * @param proxy its address
 * @param why in its words
 * @param hasLogin whether it was sent a login
 */
record ProxyRefusal(String proxy, String why, boolean hasLogin) {

    private static final Pattern WORDS = Pattern.compile("[^,]*, ([^,]*), (.*?) => .*?, (.*)", Pattern.DOTALL);
    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})\\b.*", Pattern.DOTALL);

    /** What a proxy says of the way behind it, or while it is overburdened, may pass. */
    private static final Pattern MAY_PASS = Pattern.compile(
            "timeout|disconnected|status: (429|5\\d\\d)\\b.*|status: (FAILURE|NETWORK_UNREACHABLE|HOST_UNREACHABLE"
                    + "|CONNECTION_REFUSED|TTL_EXPIRED)\\b.*",
            Pattern.DOTALL);

    static ProxyRefusal of(ProxyConnectException refused, @Nullable String known) {
        String message = String.valueOf(refused.getMessage());
        Matcher parts = WORDS.matcher(message);
        if (!parts.matches()) {
            return new ProxyRefusal(known == null ? "in between" : known, message, false);
        }
        String proxy = known == null ? parts.group(2) : known;
        return new ProxyRefusal(proxy, parts.group(3), !parts.group(1).equals("none"));
    }

    TransportException toException(String server, ProxyConnectException refused) {
        String what = "the proxy " + proxy + " made no connection to " + server + ": " + why + login();
        return new TransportException(mayPass() ? Problem.UNREACHABLE : Problem.PROXY, what, refused);
    }

    private boolean mayPass() {
        return MAY_PASS.matcher(why).matches();
    }

    private String login() {
        Matcher status = STATUS.matcher(why);
        boolean isOfLogin = (status.matches() && status.group(1).equals("407")) || why.contains("auth");
        return !isOfLogin ? "" : hasLogin ? "; it doesn't take the login" : "; it wants a login";
    }
}
