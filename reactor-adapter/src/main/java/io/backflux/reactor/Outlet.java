package io.backflux.reactor;

import io.backflux.Backlink;
import org.jspecify.annotations.Nullable;

/** Turns rows and the ends of pages into what a subscriber gets. One for each subscription. */
interface Outlet<T> {

    /** What the row makes complete; null for nothing yet. */
    @Nullable T row(Backlink row);

    /** What the page's end makes complete; null for nothing. */
    @Nullable T endOfPage(PageFacts facts);

    /** Whether rows of a page are kept back until its end. */
    boolean keepsRowsBack();

    /** Forgets the rows of a page that won't come to its end; true where they were kept back, so that nobody has them. */
    boolean forgetPage();

    /** Whether a row gets to nobody before its page has ended. */
    boolean isOfWholePages();

    int rowsIn(T unit);

    /** How much the subscriber gets from a page of so many rows. */
    int unitsPerPage(int rows);
}
