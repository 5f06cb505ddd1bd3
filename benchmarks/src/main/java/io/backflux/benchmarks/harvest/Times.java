package io.backflux.benchmarks.harvest;

/** The API's form of a time, for those who read it with a formatter. */
final class Times {

    static final String PATTERN = "yyyy-MM-dd HH:mm:ss xxx";

    private Times() {}
}
