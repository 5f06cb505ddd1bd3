package io.backflux.reactor.transport;

import java.time.Duration;
import java.util.Objects;

/**
 * How long an exchange may take.
 *
 * <p>Defaults: {@code connect} 10 s, {@code firstByte} 130 s, {@code betweenReads} 30 s, {@code wholeAnswer} 130 s. The
 * server gives up by itself after 120 s; whoever gives up earlier on the first byte may pay for an answer and not get it.
 *
 * @param connect until the connection stands, TLS included
 * @param firstByte from the request sent to the answer's first byte
 * @param betweenReads how long an answer that has begun may stand still
 * @param wholeAnswer from the request sent to the answer's last byte; waiting for a connection is no part of it
 */
public record Timeouts(Duration connect, Duration firstByte, Duration betweenReads, Duration wholeAnswer) {

    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(130), Duration.ofSeconds(30), Duration.ofSeconds(130));

    public Timeouts {
        positive("connect", connect);
        positive("firstByte", firstByte);
        positive("betweenReads", betweenReads);
        positive("wholeAnswer", wholeAnswer);
    }

    private static void positive(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive, was " + value);
        }
    }
}
