package io.backflux.benchmarks.harvest;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a fork does: harvests of one site until the contender is warm, then measured ones of another or the same.
 *
 * @param warmUp harvests begin until this is over; zero for none
 * @param measured measured harvests begin until this is over, and then up to {@code leastHarvests}
 * @param heap whether it watches the heap, which takes about a hundredth of its time
 */
record ForkPlan(
        Subject subject,
        URI server,
        Site warmUpSite,
        Duration warmUp,
        Site site,
        Duration measured,
        int leastHarvests,
        boolean heap) {

    static ForkPlan of(String[] arguments) {
        return new ForkPlan(
                Subject.of(arguments[0]),
                URI.create(arguments[1]),
                Site.of(arguments[2]),
                Duration.parse(arguments[3]),
                Site.of(arguments[4]),
                Duration.parse(arguments[5]),
                Integer.parseInt(arguments[6]),
                Boolean.parseBoolean(arguments[7]));
    }

    List<String> arguments() {
        return List.of(
                subject.id(),
                server.toString(),
                warmUpSite.target(),
                warmUp.toString(),
                site.target(),
                measured.toString(),
                Integer.toString(leastHarvests),
                Boolean.toString(heap));
    }
}
