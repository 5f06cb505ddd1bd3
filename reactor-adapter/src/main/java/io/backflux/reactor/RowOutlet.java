package io.backflux.reactor;

import io.backflux.Backlink;
import org.jspecify.annotations.Nullable;

/** Each row by itself. */
final class RowOutlet implements Outlet<Backlink> {

    @Override
    public Backlink row(Backlink row) {
        return row;
    }

    @Override
    public @Nullable Backlink endOfPage(PageFacts facts) {
        return null;
    }

    @Override
    public boolean keepsRowsBack() {
        return false;
    }

    @Override
    public boolean forgetPage() {
        return false;
    }

    @Override
    public boolean isOfWholePages() {
        return false;
    }

    @Override
    public int rowsIn(Backlink row) {
        return 1;
    }

    @Override
    public int unitsPerPage(int rows) {
        return rows;
    }
}
