package io.backflux.reactor.transport;

import io.backflux.reactor.transport.TransportException.Problem;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.PrematureCloseException;

/**
 * What the errors of an exchange mean.
 *
 * @param proxy host and port of what connections go to; null where they go to the server
 */
record ExchangeErrors(URI endpoint, HttpOptions options, Supplier<@Nullable String> proxy) {

    private static final int DEEPEST = 20;

    /**
     * @param hasConnected whether the request may have gone out
     */
    TransportException translate(Throwable thrown, boolean hasConnected) {
        if (thrown instanceof TransportException known) {
            return known;
        }
        ProxyConnectException refused = refusalOfProxy(thrown);
        if (refused != null) {
            return ProxyRefusal.of(refused, proxy.get()).toException(server(), refused);
        }
        Throwable error = withoutDecoder(thrown);
        return hasConnected ? afterConnecting(error) : beforeConnecting(error);
    }

    /** It may come as the reason why TLS could not begin, or, without TLS, when the request waits to go out already. */
    private static @Nullable ProxyConnectException refusalOfProxy(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ProxyConnectException refused) {
                return refused;
            }
            cause = cause.getCause();
        }
        return null;
    }

    private TransportException beforeConnecting(Throwable error) {
        if (error instanceof SSLException && isDistrust(error)) {
            return new TransportException(Problem.UNTRUSTED, "TLS failed: " + error.getMessage(), error);
        }
        if (error instanceof NotSslRecordException) {
            return new TransportException(Problem.UNTRUSTED, server() + " does not speak TLS: is it http?", null);
        }
        if (isWithoutSocket(error)) {
            String what = "this machine could open no connection: " + messageOf(error);
            return new TransportException(Problem.NO_SOCKET, what, error);
        }
        TransportException ofProxy = ofProxy(error);
        return ofProxy == null ? new TransportException(Problem.UNREACHABLE, words(error), error) : ofProxy;
    }

    private @Nullable TransportException ofProxy(Throwable error) {
        boolean isUnreachable = error instanceof ConnectException
                || error instanceof NoRouteToHostException
                || error instanceof UnknownHostException;
        String name = isUnreachable ? proxy.get() : null;
        return name == null
                ? null
                : new TransportException(
                        Problem.PROXY, "no connection to the proxy " + name + ": " + messageOf(error), error);
    }

    /** A socket that can't be had is an error of just this class; subclasses are timeouts and the like. */
    private static boolean isWithoutSocket(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause.getClass() == ChannelException.class) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private TransportException afterConnecting(Throwable error) {
        if (error instanceof TimeoutException) {
            return timedOut("no whole answer within " + options.timeouts().wholeAnswer(), error);
        }
        if (error instanceof ReadTimeoutException) {
            return timedOut("nothing came from the server for too long", error);
        }
        if (error instanceof TooLongFrameException) {
            String what = "what stands around the answer's body has more than maxHeadBytes = " + options.maxHeadBytes();
            return new TransportException(Problem.TOO_LARGE, what, error);
        }
        if (error instanceof CodecException || error instanceof IllegalArgumentException) {
            return new TransportException(Problem.MALFORMED, "the answer can't be read: " + messageOf(error), error);
        }
        return new TransportException(Problem.BROKEN, words(error), error);
    }

    /** What comes through TLS may have failed there, and a decoder only says so. */
    private static Throwable withoutDecoder(Throwable error) {
        return error instanceof DecoderException && error.getCause() instanceof SSLException tls ? tls : error;
    }

    /** Handshakes also break off; only a certificate that was looked at and refused will be refused again. */
    private static boolean isDistrust(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return true;
            }
        }
        return false;
    }

    private static TransportException timedOut(String what, Throwable cause) {
        return new TransportException(Problem.TIMED_OUT, what, cause);
    }

    private String words(Throwable error) {
        if (error instanceof ConnectTimeoutException) {
            return "no connection to " + server() + " within "
                    + options.timeouts().connect();
        }
        if (error instanceof ConnectException) {
            return "no connection to " + server();
        }
        if (error instanceof UnknownHostException) {
            return "the host of " + server() + " is unknown";
        }
        if (error instanceof PrematureCloseException) {
            return "the connection closed before the answer was whole";
        }
        return "the connection failed: " + messageOf(error);
    }

    private String server() {
        return endpoint.getRawAuthority();
    }

    private static String messageOf(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }
}
