package io.backflux.benchmarks.harvest;

import java.net.URI;

/** One harvest without warm-up, and as little besides as can be; ends with 0 if all rows came. */
final class ColdHarvest {

    private ColdHarvest() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        Site site = Site.of(args[2]);
        Tally tally = new Tally();
        try (Contender contender = Subject.of(args[0]).connect(URI.create(args[1]))) {
            contender.harvest(site, tally);
        }
        tally.checkWhole(site);
        System.exit(0); // Clients may have left threads that live on.
    }
}
