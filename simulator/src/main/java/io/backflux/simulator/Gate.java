package io.backflux.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;

/** What holds at any path: who is let in, and whether an answer is compressed. */
final class Gate {
    private final boolean gzip;
    private final byte[] authorization;

    Gate(Settings settings) {
        String login = settings.username() + ":" + settings.password();
        this.authorization = Base64.getEncoder().encode(login.getBytes(StandardCharsets.UTF_8));
        this.gzip = settings.gzip();
    }

    boolean isAuthorized(HttpServerRequest request) {
        String header = request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION);
        return header != null
                && header.regionMatches(true, 0, "Basic ", 0, 6)
                && MessageDigest.isEqual(header.substring(6).strip().getBytes(StandardCharsets.UTF_8), authorization);
    }

    boolean wantsGzip(HttpServerRequest request) {
        String accepted = request.requestHeaders().get(HttpHeaderNames.ACCEPT_ENCODING, "");
        String lower = accepted.toLowerCase(Locale.ROOT).replace(" ", "");
        return gzip && lower.contains("gzip") && !lower.contains("gzip;q=0,") && !lower.endsWith("gzip;q=0");
    }

    private static boolean isPacked(Exchange exchange, @Nullable FaultPlan plan) {
        Fault fault = plan == null ? null : plan.fault();
        return fault == Fault.GZIP_BOMB || (fault != Fault.ENDLESS_BODY && exchange.gzip());
    }

    /** Sends an answer, once it is in the log. */
    static Mono<Void> send(Exchange exchange, Answer answer, @Nullable FaultPlan plan, RequestLog log) {
        boolean packed = answer.body().length() > 0 && isPacked(exchange, plan);
        log.answered(exchange.entry(), answer, packed);
        Answer wire = packed ? answer.withBody(answer.body().gzip()) : answer;
        return Delivery.send(exchange, wire, packed, plan);
    }
}
