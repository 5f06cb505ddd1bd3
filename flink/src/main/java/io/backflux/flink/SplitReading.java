package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.flink.HarvestSplit.Position;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A split in a reader: its harvest, the page that is open, and the row that is next. The task's thread alone uses it. */
final class SplitReading {

    /** What it waits for. */
    enum State {
        /** May it be read? */
        ASKING,
        /** Pages. */
        READING,
        /** Whether it is cut; its first page is here. */
        LARGE,
        /** That its report is known. */
        ENDED
    }

    private final HarvestSplit split;
    private State state;
    private Disposable harvest = Disposables.disposed();
    private @Nullable SplitReport report;

    /** How many pages of rows that were emitted a snapshot knows: what went from the index would stay in it otherwise. */
    private static final int PAGES_KNOWN = 2;

    /** Before the open page. */
    private @Nullable Checkpoint passed;

    private RowKeys emittedBefore;
    private long emitted;

    /** Rows outside of the range since it was opened here, whatever the server takes the filter for. */
    private long outside;

    private @Nullable BacklinksPage page;
    private @Nullable CompletableFuture<Void> pageRead;
    private int next;

    SplitReading(HarvestSplit split) {
        this.split = split;
        this.report = split.report();
        this.state = report != null ? State.ENDED : split.asksFirst() ? State.ASKING : State.READING;
        String checkpoint = split.position().checkpoint();
        this.passed = checkpoint == null ? null : Checkpoint.fromJson(checkpoint);
        this.emittedBefore = RowKeys.of(split.position().ofOpenPage());
        this.emitted = split.position().emitted();
    }

    HarvestSplit split() {
        return split;
    }

    SplitName name() {
        return split.name();
    }

    State state() {
        return state;
    }

    @Nullable SplitReport report() {
        return report;
    }

    long emitted() {
        return emitted;
    }

    long outside() {
        return outside;
    }

    /** Where its harvest resumes. */
    @Nullable Checkpoint passed() {
        return passed;
    }

    void readBy(Disposable subscription) {
        state = State.READING;
        harvest = subscription;
    }

    /** @param read completed to request the next page */
    void open(BacklinksPage opened, CompletableFuture<Void> read, boolean waits) {
        page = opened;
        pageRead = read;
        next = 0;
        state = waits ? State.LARGE : State.READING;
    }

    boolean isAtItsFirstPage() {
        return split.range().isAll() && passed == null && emitted == 0;
    }

    void readWhole() {
        state = State.READING;
    }

    /** Whether there is a page to read rows of. */
    boolean hasPage() {
        return page != null && state == State.READING;
    }

    /** The next row that was not emitted before; null at the page's end, which is then passed. */
    @Nullable Backlink next() {
        BacklinksPage open = page;
        if (open == null) {
            return null;
        }
        List<Backlink> rows = open.items();
        while (next < rows.size()) {
            Backlink row = rows.get(next++);
            if (!split.range().contains(row)) {
                outside++;
            } else if (!emittedBefore.remove(row)) {
                emitted++;
                return row;
            }
        }
        pass(open);
        return null;
    }

    private void pass(BacklinksPage read) {
        passed = read.checkpoint();
        page = null;
    }

    /** Whether the page that was opened last has been passed, and the next one not yet requested. */
    boolean waitsToRequest() {
        return page == null && pageRead != null;
    }

    /** Requests the next page, or ends the harvest. */
    void request() {
        CompletableFuture<Void> toComplete = pageRead;
        pageRead = null;
        if (toComplete != null) {
            toComplete.complete(null);
        }
    }

    void end(SplitReport how) {
        state = State.ENDED;
        report = how;
    }

    /** Requests nothing more. */
    void stop() {
        harvest.dispose();
    }

    /** As it stands now. */
    HarvestSplit snapshot() {
        SplitReport ended = report;
        if (ended != null) {
            return split.ended(ended);
        }
        List<Backlink> read = page == null ? List.of() : page.items().subList(0, next);
        String checkpoint = passed == null ? null : passed.toJson();
        return split.at(new Position(
                checkpoint,
                emitted,
                emittedBefore.with(read, PAGES_KNOWN * split.query().limit())));
    }
}
