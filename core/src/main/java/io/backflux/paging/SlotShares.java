package io.backflux.paging;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides how many requests each of many harvests may have in flight, of the slots that they share. Each that has begun has a slot of
 * its own; what is idle beyond these is lent, the one that began first coming first, but only once no further harvest is to begin.
 * So small harvests run side by side, one page after the other, and what is left of large ones at the end takes all slots. Not for
 * several threads.
 *
 * @param <H> a harvest
 */
public final class SlotShares<H> {

    private final int slots;

    /** By harvest, in the order in which they began: pages that are requested, and not done with. */
    private final Map<H, Integer> used = new LinkedHashMap<>();

    private final Set<H> waiting = new LinkedHashSet<>();
    private boolean moreToCome = true;
    private int lent;

    public SlotShares(int slots) {
        this.slots = slots;
    }

    /** It has a slot of its own from now on. */
    public void begin(H harvest) {
        used.putIfAbsent(harvest, 0);
    }

    /** Takes a slot for one more page; false where there is none, and then it waits for one. */
    public boolean take(H harvest) {
        if (idleFor(harvest) < 1) {
            waiting.add(harvest);
            return false;
        }
        waiting.remove(harvest);
        set(harvest, of(harvest) + 1);
        return true;
    }

    /** Takes a slot even where none is idle, for a page without which it can't go on: one more than there are, for once. */
    public void takeOwed(H harvest) {
        if (used.containsKey(harvest)) {
            waiting.remove(harvest);
            set(harvest, of(harvest) + 1);
        }
    }

    /** How many pages more it may request by now. */
    public int idleFor(H harvest) {
        Integer now = used.get(harvest);
        if (now == null) {
            return 0;
        }
        return (now == 0 ? 1 : 0) + toLend();
    }

    private int toLend() {
        return moreToCome ? 0 : Math.max(0, slots - used.size() - lent);
    }

    /** So many of its pages are not done with; more than before only by {@link #take}. */
    public void uses(H harvest, int pages) {
        if (used.containsKey(harvest)) {
            set(harvest, Math.min(pages, of(harvest)));
        }
    }

    private void set(H harvest, int pages) {
        lent += Math.max(0, pages - 1) - Math.max(0, of(harvest) - 1);
        used.put(harvest, pages);
    }

    private int of(H harvest) {
        return used.getOrDefault(harvest, 0);
    }

    /** It is over, and gives back what it has. */
    public void end(H harvest) {
        uses(harvest, 0);
        used.remove(harvest);
        waiting.remove(harvest);
    }

    /** No further harvest begins: what is idle from now on is lent. */
    public void noMoreToCome() {
        moreToCome = false;
    }

    /** Who waited, and may {@linkplain #take} by now, at most one for each slot; they wait no longer. */
    public List<H> next() {
        List<H> next = new ArrayList<>();
        int left = toLend();
        for (Iterator<H> all = inOrder().iterator(); all.hasNext(); ) {
            H harvest = all.next();
            boolean own = of(harvest) == 0;
            if (own || left > 0) {
                left -= own ? 0 : 1;
                next.add(harvest);
                waiting.remove(harvest);
            }
        }
        return next;
    }

    private List<H> inOrder() {
        return waiting.isEmpty()
                ? List.of()
                : used.keySet().stream().filter(waiting::contains).toList();
    }

    /** Slots that are used, each by a page. */
    public int inUse() {
        return used.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Harvests that have begun and not ended. */
    public int begun() {
        return used.size();
    }
}
