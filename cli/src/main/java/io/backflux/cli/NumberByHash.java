package io.backflux.cli;

import java.util.Arrays;

/** Numbers by 64-bit hashes, in two arrays: 24 to 48 bytes each, whatever the length of what was hashed. */
final class NumberByHash {

    static final int NONE = -1;

    private static final int FIRST_SIZE = 1 << 10;

    private long[] hashes = new long[FIRST_SIZE];
    private int[] numbers = filled(FIRST_SIZE);
    private int size;

    private static int[] filled(int length) {
        int[] numbers = new int[length];
        Arrays.fill(numbers, NONE);
        return numbers;
    }

    /** The number that is there already, and stays; {@link #NONE} where there was none. */
    int putIfAbsent(long hash, int number) {
        if (2 * (size + 1) > hashes.length) {
            grow();
        }
        int place = place(hash);
        if (numbers[place] != NONE) {
            return numbers[place];
        }
        hashes[place] = hash;
        numbers[place] = number;
        size++;
        return NONE;
    }

    /** {@link #NONE} where there is none. */
    int of(long hash) {
        return numbers[place(hash)];
    }

    /** Where it is, or would be. */
    private int place(long hash) {
        int mask = hashes.length - 1;
        int place = (int) (hash ^ hash >>> 32) & mask;
        while (numbers[place] != NONE && hashes[place] != hash) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldNumbers = numbers;
        hashes = new long[2 * oldHashes.length];
        numbers = filled(hashes.length);
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldNumbers[i] != NONE) {
                int place = place(oldHashes[i]);
                hashes[place] = oldHashes[i];
                numbers[place] = oldNumbers[i];
            }
        }
    }
}
