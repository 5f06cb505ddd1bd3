package io.backflux.benchmarks.harvest;

/** A way to read a chain of pages, each with the token of the one before, with a client that is set up once. */
interface Contender extends AutoCloseable {

    /** Delivers all rows of the site; returns when the last has been delivered. */
    void harvest(Site site, Tally tally) throws Exception;

    @Override
    void close();
}
