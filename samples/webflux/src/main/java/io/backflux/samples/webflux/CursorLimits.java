package io.backflux.samples.webflux;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What readers may keep on this server.
 *
 * @param idle how long a cursor is kept that nobody asks for rows
 * @param max how many there are at once; each keeps up to a page of rows, some megabytes
 */
@ConfigurationProperties("links.cursors")
record CursorLimits(
        @DefaultValue("15m") Duration idle,
        @DefaultValue("100") int max) {

    CursorLimits {
        if (idle.isNegative() || idle.isZero()) {
            throw new IllegalArgumentException("links.cursors.idle must be positive, was " + idle);
        }
        if (max < 1) {
            throw new IllegalArgumentException("links.cursors.max must be positive, was " + max);
        }
    }
}
