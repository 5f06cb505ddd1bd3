package io.backflux.wire;

import java.util.Arrays;

/**
 * The bytes of an answer that came and are not read yet, in one array. One byte before them is always free, so that a
 * parser can be given an opening bracket of its own in front of them.
 */
final class Window {

    private static final int FIRST_SIZE = 8 << 10;
    private static final int SPARE = 1;

    /** Holds what is taken at once, and a row that is not whole; more only where rows are that large. */
    private static final int USUAL_SIZE = 68 << 10;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int from = SPARE;
    private int to = SPARE;
    private int end = SPARE;

    /** The answer's offset of the byte at index 0 of the array. */
    private long base = -SPARE;

    byte[] bytes() {
        return bytes;
    }

    /** The first unread byte. */
    int from() {
        return from;
    }

    /** The end of what has come and may be read. */
    int to() {
        return to;
    }

    /** The end of what has come; up to there it may be the beginning of a character. */
    int end() {
        return end;
    }

    int unread() {
        return to - from;
    }

    /** Where a byte of the array stands in the answer. */
    long offset(int index) {
        return base + index;
    }

    /** Where a byte of the answer stands in the array, or stood if it was read. */
    int index(long offset) {
        return (int) (offset - base);
    }

    void readTo(int index) {
        from = index;
    }

    int size() {
        return bytes.length;
    }

    boolean hasRoom(int count) {
        return bytes.length - end >= count;
    }

    /** Moves the unread bytes, so that nothing may read from the array meanwhile. */
    void makeRoom(int count) {
        int kept = end - from;
        int needed = Math.addExact(kept + SPARE, count);
        boolean moveIsCheap = kept <= count;
        if (needed <= bytes.length && moveIsCheap) {
            moveTo(bytes);
        } else {
            int most = moveIsCheap ? USUAL_SIZE : 1 << 30;
            moveTo(new byte[Math.max(needed, (int) Math.min(2L * bytes.length, most))]);
        }
    }

    /** To an array that holds what is unread and nothing else. */
    void shrink() {
        moveTo(new byte[SPARE + end - from]);
    }

    private void moveTo(byte[] target) {
        int kept = end - from;
        System.arraycopy(bytes, from, target, SPARE, kept);
        base += from - SPARE;
        bytes = target;
        to += SPARE - from;
        from = SPARE;
        end = SPARE + kept;
    }

    /** So many bytes were written behind the end. */
    void append(int count) {
        end += count;
    }

    /** From now on it may be read up to there. */
    void showTo(int index) {
        to = index;
    }

    /** The unread bytes behind others. */
    byte[] unreadBehind(byte[] before) {
        byte[] all = Arrays.copyOf(before, before.length + unread());
        System.arraycopy(bytes, from, all, before.length, unread());
        return all;
    }
}
