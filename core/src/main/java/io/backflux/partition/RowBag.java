package io.backflux.partition;

import java.util.Arrays;
import java.util.List;

/**
 * Rows by their identity, each as often as it was put in. Open addressing over two arrays; an empty place has the count 0.
 * Not for several threads.
 */
final class RowBag {

    private static final int FEWEST_PLACES = 16;

    private long[] hashes = new long[FEWEST_PLACES];
    private int[] counts = new int[FEWEST_PLACES];
    private int used;
    private int size;

    static RowBag of(long[] hashes) {
        RowBag bag = new RowBag();
        for (long hash : hashes) {
            bag.add(hash);
        }
        return bag;
    }

    static RowBag of(List<Long> hashes) {
        RowBag bag = new RowBag();
        hashes.forEach(bag::add);
        return bag;
    }

    void addAll(RowBag others) {
        for (long hash : others.toArray()) {
            add(hash);
        }
    }

    void add(long hash) {
        int place = placeOf(hash);
        if (counts[place] == 0 && hashes[place] != hash) {
            hashes[place] = hash;
            used++;
        }
        counts[place]++;
        size++;
        if (used > hashes.length / 2) {
            grow();
        }
    }

    /** Adds rows so that there are at least as many copies of each as among the others. */
    void addUpTo(RowBag others) {
        addAll(others.without(this));
    }

    /** Takes one out; false where there is none. */
    boolean remove(long hash) {
        int place = placeOf(hash);
        if (counts[place] == 0) {
            return false;
        }
        counts[place]--; // The place stays taken, or what lies behind it could not be found.
        size--;
        return true;
    }

    int count(long hash) {
        return counts[placeOf(hash)];
    }

    int size() {
        return size;
    }

    void clear() {
        if (used == 0) {
            return;
        }
        if (hashes.length > FEWEST_PLACES * FEWEST_PLACES) {
            hashes = new long[FEWEST_PLACES];
            counts = new int[FEWEST_PLACES];
        } else {
            Arrays.fill(hashes, 0);
            Arrays.fill(counts, 0);
        }
        used = 0;
        size = 0;
    }

    RowBag copy() {
        RowBag copy = new RowBag();
        copy.hashes = hashes.clone();
        copy.counts = counts.clone();
        copy.used = used;
        copy.size = size;
        return copy;
    }

    /** What is left where each of the others takes out one. */
    RowBag without(RowBag others) {
        RowBag rest = copy();
        for (long hash : others.toArray()) {
            rest.remove(hash);
        }
        return rest;
    }

    /** All of them, each as often as it is in here. */
    long[] toArray() {
        long[] all = new long[size];
        int next = 0;
        for (int place = 0; place < hashes.length; place++) {
            for (int i = 0; i < counts[place]; i++) {
                all[next++] = hashes[place];
            }
        }
        return all;
    }

    /** Where the hash is, or would be: a place that was never taken has the hash 0. */
    private int placeOf(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash >>> Integer.SIZE) & mask;
        while (hashes[place] != hash && hashes[place] != 0) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] all = toArray();
        hashes = new long[hashes.length * 2];
        counts = new int[hashes.length];
        used = 0;
        size = 0;
        for (long hash : all) {
            add(hash);
        }
    }
}
