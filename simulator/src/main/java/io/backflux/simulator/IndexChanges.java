package io.backflux.simulator;

/**
 * How the rows of a target change between two requests: so many are found, lost and moved, drawn by the seed.
 *
 * <pre>{@code
 * BacklinksSimulator.builder().rows(10_000).changing(new IndexChanges(5, 5, 20)).start();
 * }</pre>
 *
 * @param added rows found anew; {@code first_seen} and {@code last_seen} are the {@linkplain
 *     BacklinksSimulator.Builder#clock(java.time.InstantSource) clock's} second, and the rank is any
 * @param removed rows that are lost: from then on they come with {@code backlinks_status_type} {@code lost} or
 *     {@code all}, never to return; {@code last_seen} is the clock's second, that of the visit that didn't find them
 * @param reranked rows seen again: {@code last_seen} is the clock's second and the rank is any, so that they move in the
 *     default order, up or down; {@code first_seen} stays
 */
public record IndexChanges(int added, int removed, int reranked) {
    /** Nothing changes by itself: for tests that call {@link BacklinksSimulator#change(String, IndexChanges)}. */
    public static final IndexChanges NONE = new IndexChanges(0, 0, 0);

    /** Checks that none is negative. */
    public IndexChanges {
        if (added < 0 || removed < 0 || reranked < 0) {
            throw new IllegalArgumentException(
                    "changes must not be negative, were " + added + ", " + removed + " and " + reranked);
        }
    }
}
