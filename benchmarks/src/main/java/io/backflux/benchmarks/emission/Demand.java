package io.backflux.benchmarks.emission;

/** How a subscriber asks for rows. */
public enum Demand {
    ONE("one at a time", 1),
    BATCHES("256 at a time", 256),
    UNBOUNDED("unbounded", Long.MAX_VALUE);

    final long rows;
    private final String label;

    Demand(String label, long rows) {
        this.label = label;
        this.rows = rows;
    }

    @Override
    public String toString() {
        return label;
    }
}
