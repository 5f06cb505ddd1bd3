package io.backflux.paging;

import io.backflux.Backlink;
import io.backflux.wire.LastKey;

/**
 * Finds the row to resume behind, where a harvest resumes without a token: its first page begins with the second of the last
 * row emitted, so everything up to that row is left out. The API knows no "greater" for texts, and how it sorts them is
 * not documented: so it is the row itself that is looked for. Not for several threads.
 */
public final class PastKey {

    /** What it means if the row to resume behind is not there any more. */
    public static final Failure LOST = Failure.of(
            Failure.Kind.PLACE_LOST,
            "the checkpoint's token is no longer taken, and its last row is gone from the index, so that nobody can say"
                    + " where to resume: begin a new harvest");

    private final LastKey last;
    private int copies;
    private boolean past;

    public PastKey(LastKey last) {
        this.last = last;
    }

    /** The same state, to begin another attempt at a page with. */
    public PastKey copy() {
        PastKey copy = new PastKey(last);
        copy.copies = copies;
        copy.past = past;
        return copy;
    }

    /** Whether the row was emitted before; asked of each row in turn. */
    public boolean covers(Backlink row) {
        if (past) {
            return false;
        }
        boolean isLast = last.urlFrom().equals(row.urlFrom()) && last.urlTo().equals(row.urlTo());
        boolean sameSecond = last.firstSeen().equals(row.firstSeen());
        if (sameSecond && isLast && copies < last.copies()) {
            copies++;
            return true;
        }
        past = !sameSecond || copies > 0;
        return !past;
    }

    /** Whether the place has been found. */
    public boolean isPast() {
        return past;
    }

    /** Whether the row that is looked for has come. */
    public boolean hasFound() {
        return copies > 0;
    }

    /** Whether the row that is looked for is gone from the index, so that nobody can say what was emitted of its second. */
    public boolean isLost() {
        return past && !hasFound();
    }
}
