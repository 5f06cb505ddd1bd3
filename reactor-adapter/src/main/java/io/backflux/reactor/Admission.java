package io.backflux.reactor;

import io.backflux.reactor.quota.Lane;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose page may be requested next, by the bytes that pages hold in memory. First come is first served within a lane;
 * the two lanes take turns, and what is ahead of demand comes last. Not for several threads.
 *
 * @param <P> who waits
 */
final class Admission<P> {

    private final long max;
    private final Lines<P> owed = new Lines<>();
    private final Lines<P> demanded = new Lines<>();
    private final Lines<P> ahead = new Lines<>();
    private long used;

    /** Of these, what can't give way. */
    private long ready;

    /** Those whose pages are wanted alike, with the bytes that each wants: a line for each lane, and whose turn it is. */
    private static final class Lines<P> {

        private final Map<P, Long> interactive = new LinkedHashMap<>();
        private final Map<P, Long> bulk = new LinkedHashMap<>();
        private Lane turn = Lane.INTERACTIVE;

        Map<P, Long> of(Lane lane) {
            return lane == Lane.INTERACTIVE ? interactive : bulk;
        }

        boolean isEmpty() {
            return interactive.isEmpty() && bulk.isEmpty();
        }

        int size() {
            return interactive.size() + bulk.size();
        }

        boolean remove(P page) {
            return interactive.remove(page) != null || bulk.remove(page) != null;
        }

        /** Of the lane whose turn it is, or of the other where nobody waits in it; null where nobody waits. */
        Map.@Nullable Entry<P, Long> first() {
            Map<P, Long> line = of(next());
            return line.isEmpty() ? null : line.entrySet().iterator().next();
        }

        private Lane next() {
            return of(turn).isEmpty() ? other(turn) : turn;
        }

        void removeFirst(P page) {
            Lane served = next();
            of(served).remove(page);
            turn = other(served);
        }

        private static Lane other(Lane lane) {
            return lane == Lane.INTERACTIVE ? Lane.BULK : Lane.INTERACTIVE;
        }
    }

    Admission(long max) {
        this.max = max;
    }

    void await(P page, long bytes, Need need, Lane lane) {
        lines(need).of(lane).put(page, bytes);
    }

    /** Waits no longer; false where it did not. */
    boolean leave(P page) {
        return owed.remove(page) || demanded.remove(page) || ahead.remove(page);
    }

    /** So many bytes more are held than before. */
    void add(long bytes) {
        used += bytes;
    }

    /** So many bytes more than before are held by rows that lie ready. */
    void addReady(long bytes) {
        used += bytes;
        ready += bytes;
    }

    /** Whether so much more may lie ready, ahead of demand. */
    boolean mayLieReady(long bytes) {
        return ready + bytes <= max / 2;
    }

    /** Who may request a page, and holds its bytes from now on; null where nobody may. */
    @Nullable P admit() {
        Need need = !owed.isEmpty() ? Need.OWED : !demanded.isEmpty() ? Need.DEMANDED : Need.AHEAD;
        Map.Entry<P, Long> first = lines(need).first();
        if (first == null || !hasRoom(first.getValue(), need)) {
            return null;
        }
        P page = first.getKey();
        used += first.getValue();
        lines(need).removeFirst(page);
        return page;
    }

    private Lines<P> lines(Need need) {
        return switch (need) {
            case OWED -> owed;
            case DEMANDED -> demanded;
            case AHEAD -> ahead;
        };
    }

    private boolean hasRoom(long bytes, Need need) {
        return switch (need) {
            case OWED -> true;
            case DEMANDED -> used <= ready || used + bytes <= max;
            case AHEAD -> used == 0 || used + bytes <= max / 2;
        };
    }

    /** How much must be given back before the next page that is demanded may be requested; 0 where none waits. */
    long wanted() {
        Map.Entry<P, Long> first = demanded.first();
        return first == null ? 0 : Math.max(0, Math.min(used - ready, used + first.getValue() - max));
    }

    long used() {
        return used;
    }

    /** Whether somebody waits, or may have to before long. */
    boolean isTight() {
        return used > max / 2 || wanted() > 0;
    }

    int waiting() {
        return owed.size() + demanded.size() + ahead.size();
    }
}
