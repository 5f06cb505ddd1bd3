package io.backflux.quota.redis;

import io.backflux.reactor.quota.TokenRate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a process has to say to the script. Each call says everything, so that one that is lost takes nothing along.
 *
 * @param asked the permit that it wants; null where nobody waits
 * @param outage for how long Redis could not be reached; zero where it could
 * @param lastHeard the server's time of the last answer, in its milliseconds; 0 before the first
 * @param pause how much longer nobody is to get a permit
 * @param held permits in flight
 * @param released permits that are free again
 * @param unused permits of which nothing came, or is not known whether it did
 */
record Report(
        String process,
        @Nullable String asked,
        Duration outage,
        long lastHeard,
        Duration pause,
        List<String> held,
        List<String> released,
        List<String> unused) {

    /** How often whoever waits asks at least; so long a message that is lost may cost. */
    static final Duration POLL = Duration.ofSeconds(1);

    /** After so long without a word a process loses its place. */
    private static final Duration HEAD_LIFE = POLL.multipliedBy(3);

    /** Within which all come back once Redis does. */
    static final Duration SETTLING = Duration.ofSeconds(3);

    List<String> arguments(QuotaSettings settings) {
        TokenRate tokens = settings.limits().tokens();
        List<String> all = new ArrayList<>(List.of(
                process,
                settings.keys().channel(),
                Integer.toString(settings.limits().maxInFlight()),
                Integer.toString(settings.limits().requestsPerMinute()),
                Integer.toString(tokens.burst()),
                Integer.toString(tokens.refill()),
                millis(tokens.window()),
                millis(settings.lease()),
                millis(HEAD_LIFE),
                millis(outage),
                Long.toString(lastHeard),
                millis(SETTLING),
                millis(pause),
                asked == null ? "" : asked));
        List<List<String>> permits = List.of(held, released, unused);
        permits.stream().map(List::size).map(String::valueOf).forEach(all::add);
        permits.stream().flatMap(Collection::stream).forEach(all::add);
        return all;
    }

    /** Rounded up: what lasts at all lasts for one at least. */
    private static String millis(Duration time) {
        return Long.toString(time.plusNanos(999_999).toMillis());
    }
}
