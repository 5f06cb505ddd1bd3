package io.backflux.partition;

/** With which rows an answer begins and ends, and where in it some were left out. */
final class AnswerEdges {

    private int read;
    private long first;
    private long last;
    private boolean firstIsAlike;
    private boolean lastIsAlike;
    private int leftAt;
    private boolean leftInside;
    private boolean leftLast;

    /** The answer's next row, whether it is emitted or not. */
    void read(long hash) {
        if (read == 0) {
            first = hash;
        } else {
            lastIsAlike = last == hash;
            firstIsAlike |= read == 1 && lastIsAlike;
        }
        last = hash;
        leftLast = false;
        read++;
    }

    /** The row just read is left out, as one of another page. */
    void leaveOut() {
        if (leftAt > 0) { // Neither the first row nor, as another one follows, the last.
            leftInside = true;
        }
        leftAt = read - 1;
        leftLast = true;
    }

    /** Whether its last row so far was left out: the page that has it may be dropped. */
    boolean endsWithLeftOut() {
        return leftLast;
    }

    /**
     * Whether a row was left out that neither began nor ended the answer. Pages share what is at their edges; inside it may be a
     * row of its own that is alike.
     */
    boolean hasLeftOutInside() {
        return leftInside || (leftAt > 0 && leftAt < read - 1);
    }

    /** Rows read. */
    int count() {
        return read;
    }

    /** The rows that it began and ended with, where there are some whose neighbours are not alike. */
    PageEnds ends() {
        return new PageEnds(
                read == 0 || firstIsAlike ? null : (Long) first, read == 0 || lastIsAlike ? null : (Long) last, false);
    }
}
