package io.backflux.paging;

/**
 * Counts the rows that came before, in bounded memory: all are remembered up to about 49,000; when there are more, half of
 * them are forgotten and from then on only the half that is left is looked at, and so on. Which half a row belongs to is in
 * the row, so one that comes again is in the same. Not for several threads.
 */
public final class SeenRows {

    private static final int FEWEST_SLOTS = 1 << 8;
    private static final int MOST_SLOTS = 1 << 16;

    /** Open addressing; 0 is an empty slot. */
    private long[] slots = new long[FEWEST_SLOTS];

    private int used;
    private long sample = 1;
    private long repeated;

    /**
     * @param repeated what earlier runs have counted
     */
    public SeenRows(long repeated) {
        this.repeated = repeated;
    }

    /** Whether a row is looked at, by its {@link RowIdentity#sampleHash}: the rest need not be hashed. */
    boolean isChosen(long sampleHash) {
        return (sampleHash & (sample - 1)) == 0;
    }

    /**
     * Counts a row of a page that is to be added if it has come with a page before.
     *
     * @param passingHash of a row that is chosen
     */
    void look(long passingHash) {
        long hash = passingHash == 0 ? 1 : passingHash;
        if (slots[slotOf(hash)] == hash) {
            repeated += sample;
        }
    }

    /**
     * @param passingHash of a row that is chosen
     */
    void add(long passingHash) {
        if (insert(passingHash == 0 ? 1 : passingHash)) {
            makeRoom();
        }
    }

    private boolean insert(long hash) {
        int slot = slotOf(hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        used++;
        return true;
    }

    /** Where the hash is, or would be. */
    private int slotOf(long hash) {
        int slot = (int) (hash >>> Integer.SIZE) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void makeRoom() {
        if (used <= slots.length / 4 * 3) {
            return;
        }
        if (slots.length < MOST_SLOTS) {
            keepChosen(slots.length * 2);
        } else {
            sample *= 2;
            keepChosen(slots.length);
        }
    }

    private void keepChosen(int size) {
        long[] all = slots;
        slots = new long[size];
        used = 0;
        for (long hash : all) {
            if (hash != 0 && isChosen(hash)) {
                insert(hash);
            }
        }
    }

    /** Rows that had come before; an estimate where {@link #sample} is more than 1. */
    public long repeated() {
        return repeated;
    }

    /** How many rows one that is counted stands for. */
    public long sample() {
        return sample;
    }
}
