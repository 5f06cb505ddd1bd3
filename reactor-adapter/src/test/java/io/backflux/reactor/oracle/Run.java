package io.backflux.reactor.oracle;

/**
 * One run of a harvest; the next one resumes from its checkpoint.
 *
 * @param slots requests at once
 * @param pages whether whole pages are asked for
 * @param take rows wanted in all; 0 for all
 * @param maxPages the price of so many pages is the most that it may cost; 0 for no maximum
 * @param cancelAfter rows (or pages) after which the subscriber cancels; 0 for never
 * @param batch rows (or pages) that the subscriber asks for at a time; 0 for all at once
 * @param lostPages of the pages that came, so many last ones were not stored, nor their checkpoints
 */
public record Run(
        Order order,
        int slots,
        boolean ordered,
        boolean pages,
        long take,
        int maxPages,
        int prefetch,
        long cancelAfter,
        int batch,
        int lostPages) {

    /** In which order it asks. */
    public enum Order {
        DEFAULT,
        STABLE,
        /** The parallel harvest's. */
        PARALLEL
    }

    static Run plain(Order order, int slots) {
        return new Run(order, slots, false, false, 0, 0, 0, 0, 0, 0);
    }

    boolean isBounded() {
        return take > 0 || maxPages > 0 || cancelAfter > 0;
    }

    Run unbounded() {
        return new Run(order, slots, ordered, pages, 0, 0, prefetch, 0, batch, 0);
    }

    Run simpler() {
        return new Run(order, slots, false, false, take, maxPages, 0, cancelAfter, 0, 0);
    }
}
