package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A page's rows together, at its end. */
final class PageOutlet implements Outlet<BacklinksPage> {

    private final Context context;
    private final List<Backlink> rows = new ArrayList<>();

    PageOutlet(Context context) {
        this.context = context;
    }

    @Override
    public @Nullable BacklinksPage row(Backlink row) {
        rows.add(row);
        return null;
    }

    @Override
    public BacklinksPage endOfPage(PageFacts facts) {
        BacklinksPage page = facts.page(rows);
        rows.clear();
        return page;
    }

    @Override
    public boolean keepsRowsBack() {
        return !rows.isEmpty();
    }

    @Override
    public boolean forgetPage() {
        boolean keptBack = keepsRowsBack();
        Operators.onDiscardMultiple(rows, context);
        rows.clear();
        return keptBack;
    }

    @Override
    public boolean isOfWholePages() {
        return true;
    }

    @Override
    public int rowsIn(BacklinksPage page) {
        return page.items().size();
    }

    @Override
    public int unitsPerPage(int rows) {
        return 1;
    }
}
