package io.backflux.wire;

import org.jspecify.annotations.Nullable;

/**
 * Short texts of which there are few, such as countries and languages, each found by its bytes: a row then needs no text of
 * its own. One that takes another's place is only made anew.
 */
final class Words {

    /** Bytes of a word: two longs, filled up with zeros; a text that holds one is left to the parser. */
    static final int LONGEST = 2 * Long.BYTES;

    private static final int SLOTS = 1 << 8;

    private final long[] starts = new long[SLOTS];
    private final long[] rests = new long[SLOTS];
    private final @Nullable String[] words = new @Nullable String[SLOTS];

    @Nullable String find(long start, long rest) {
        int slot = slot(start, rest);
        return starts[slot] == start && rests[slot] == rest ? words[slot] : null;
    }

    String keep(long start, long rest, String word) {
        int slot = slot(start, rest);
        starts[slot] = start;
        rests[slot] = rest;
        words[slot] = word;
        return word;
    }

    private static int slot(long start, long rest) {
        return (int) (((start * 31 + rest) * 0x9e37_79b9_7f4a_7c15L) >>> 56);
    }
}
