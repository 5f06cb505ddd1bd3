package io.backflux.paging;

import io.backflux.Backlink;
import io.backflux.wire.LastKey;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Whether rows come as the stable order sorts them: by {@code first_seen}, and within a second by {@code url_from} and
 * {@code url_to}. How the API compares texts is not documented, so either of two usual ways will do, as long as it is the
 * same one throughout. Rows without {@code first_seen} may stand at either end. Not for several threads.
 */
public final class KeyOrder {

    private static final long FIRST = Long.MIN_VALUE;
    private static final long LAST = Long.MAX_VALUE;

    private final boolean descending;
    private long second;
    private boolean begun;
    private @Nullable String urlFrom;
    private @Nullable String urlTo;
    private boolean outOfSeconds;
    private boolean outOfBinary;
    private boolean outOfFolded;
    private boolean alike;
    private boolean textsUnknown;

    private KeyOrder(boolean descending) {
        this.descending = descending;
    }

    /**
     * Before the first row.
     *
     * @param descending whether the order is the very opposite
     */
    public static KeyOrder begin(boolean descending) {
        return new KeyOrder(descending);
    }

    /** Behind the last row of an earlier run. */
    public static KeyOrder after(LastKey last) {
        KeyOrder order = begin(false);
        order.begun = true;
        order.second = last.firstSeen().getEpochSecond();
        order.urlFrom = last.urlFrom();
        order.urlTo = last.urlTo();
        return order;
    }

    /** Behind rows of a second, which are known by their identity: so one that came twice is seen by that. */
    public static KeyOrder afterSecond(long second) {
        KeyOrder order = begin(false);
        order.begun = true;
        order.second = second;
        order.textsUnknown = true;
        return order;
    }

    /** The same state, to begin another attempt at a page with. */
    public KeyOrder copy() {
        KeyOrder copy = new KeyOrder(descending);
        copy.second = second;
        copy.begun = begun;
        copy.urlFrom = urlFrom;
        copy.urlTo = urlTo;
        copy.outOfSeconds = outOfSeconds;
        copy.outOfBinary = outOfBinary;
        copy.outOfFolded = outOfFolded;
        copy.alike = alike;
        copy.textsUnknown = textsUnknown;
        return copy;
    }

    /** The next row that was emitted. */
    public void add(Backlink row) {
        long next = secondOf(row.firstSeen());
        if (begun) {
            if (next != second) {
                outOfSeconds |= descending ? next > second : next < second;
            } else {
                compareTexts(row);
            }
        }
        begun = true;
        textsUnknown = false;
        second = next;
        urlFrom = row.urlFrom();
        urlTo = row.urlTo();
    }

    /** With the rows that another one has seen, which follow these and begin with the last of them. */
    public KeyOrder followedBy(KeyOrder then) {
        KeyOrder all = then.copy();
        all.outOfSeconds |= outOfSeconds;
        all.outOfBinary |= outOfBinary;
        all.outOfFolded |= outOfFolded;
        all.alike |= alike;
        return all;
    }

    private long secondOf(@Nullable Instant seen) {
        if (seen != null) {
            return seen.getEpochSecond();
        }
        long before = descending ? LAST : FIRST;
        long behind = descending ? FIRST : LAST;
        return !begun || second == before ? before : behind;
    }

    private void compareTexts(Backlink row) {
        String from = row.urlFrom();
        String to = row.urlTo();
        if (textsUnknown) {
            return;
        }
        if (from == null || to == null || urlFrom == null || urlTo == null) {
            outOfBinary = true;
            outOfFolded = true;
            return;
        }
        int binary = compared(urlFrom, urlTo, from, to, Comparator.naturalOrder());
        alike |= binary == 0;
        outOfBinary |= isBackwards(binary);
        outOfFolded |= isBackwards(compared(urlFrom, urlTo, from, to, String.CASE_INSENSITIVE_ORDER));
    }

    private boolean isBackwards(int compared) {
        return descending ? compared < 0 : compared > 0;
    }

    private static int compared(String from, String to, String nextFrom, String nextTo, Comparator<String> order) {
        int byFrom = order.compare(from, nextFrom);
        return byFrom == 0 ? order.compare(to, nextTo) : byFrom;
    }

    /** Whether a row came of an earlier second than the one before it. */
    public boolean isOutOfSeconds() {
        return outOfSeconds;
    }

    /** Whether rows of one second came in no order known, so that a page's edge among them may have lost some. */
    public boolean isOutOfTexts() {
        return outOfBinary && outOfFolded;
    }

    /** Whether each row came behind the one before it, so that none can have come twice. */
    public boolean isStrict() {
        return !outOfSeconds && !isOutOfTexts() && !alike;
    }
}
