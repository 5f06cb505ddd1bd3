package io.backflux.wire;

import io.backflux.wire.UnreadableAnswer.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Passes what stands between rows, and counts the rows and nulls that it stands between. */
final class RowGaps {

    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final int NONE = -1;

    private enum Gap {
        BEFORE_ROWS,
        AFTER_ROW,
        AFTER_COMMA
    }

    private final AnswerBytes input;
    private final RowSlice slice;
    private final int mostRows;
    private final String path;
    private Gap gap = Gap.BEFORE_ROWS;
    private int rows;
    private int nullRows;

    /**
     * @param slice which a null ends, as it has another row next
     * @param path the rows' path in the answer
     */
    RowGaps(AnswerBytes input, RowSlice slice, int mostRows, String path) {
        this.input = input;
        this.slice = slice;
        this.mostRows = mostRows;
        this.path = path;
    }

    int rows() {
        return rows;
    }

    int nullRows() {
        return nullRows;
    }

    /** Elements of {@code items} read so far, rows or not. */
    int elements() {
        return rows + nullRows;
    }

    /** A row was read. */
    void passRow() {
        rows++;
        gap = Gap.AFTER_ROW;
    }

    /** Passes on to the next row, if it has come; true where the end of all rows has come instead. */
    boolean standsAtEndOfRows() {
        byte[] bytes = input.array();
        int to = input.to();
        for (int i = next(input.from()); i < to; i = next(i + 1)) {
            byte b = bytes[i];
            if (gap == Gap.AFTER_ROW && b == ',') {
                gap = Gap.AFTER_COMMA;
                continue;
            }
            input.pass(i);
            if (b == ']' && gap != Gap.AFTER_COMMA) {
                return true;
            }
            int behindNull = b == 'n' && gap != Gap.AFTER_ROW ? behindNull(i) : NONE;
            if (behindNull > to) {
                return awaitMore();
            }
            if (behindNull == NONE) {
                checkRowBegins(i);
                return false;
            }
            passNull(i, behindNull);
            i = behindNull - 1;
        }
        input.pass(to);
        return awaitMore();
    }

    private boolean awaitMore() {
        if (!input.hasEnded()) {
            return false;
        }
        if (input.hasBadByte()) {
            throw input.notText(pathOfNext());
        }
        throw wrongAt(input.to(), Reason.MALFORMED, UnreadableAnswer.CUT);
    }

    /** Behind the null that begins there; beyond the end of what has come where it may be one; {@link #NONE} where it is none. */
    private int behindNull(int index) {
        byte[] bytes = input.array();
        int to = input.to();
        int whole = index + NULL.length;
        int end = Math.min(whole, to);
        if (!Arrays.equals(bytes, index, end, NULL, 0, end - index)) {
            return NONE;
        }
        if (whole >= to) {
            return to + 1;
        }
        return bytes[whole] == ',' || bytes[whole] == ']' || Boundaries.isWhite(bytes[whole]) ? whole : NONE;
    }

    /** The vendor's document allows a null for each element. It is no row, and is counted. */
    private void passNull(int from, int to) {
        checkNotTooMany(from);
        input.pass(to);
        slice.leave();
        nullRows++;
        gap = Gap.AFTER_ROW;
    }

    private void checkNotTooMany(int index) {
        if (elements() >= mostRows) {
            throw wrongAt(index, Reason.TOO_LARGE, "more rows than " + mostRows + ", the most for what was asked");
        }
    }

    private int next(int from) {
        return Boundaries.passWhite(input.array(), from, input.to());
    }

    private void checkRowBegins(int index) {
        byte b = input.array()[index];
        if (gap == Gap.AFTER_ROW) {
            throw wrongAt(index, Reason.MALFORMED, "not JSON: no comma after a row");
        }
        if (b == ']' || b == ',') {
            throw wrongAt(index, Reason.MALFORMED, "not JSON: a comma without a row");
        }
        if (Boundaries.beginsAnotherValue(b)) {
            throw wrongAt(index, Reason.UNEXPECTED, "a row must be an object");
        }
        if (b != '{') {
            throw wrongAt(index, Reason.MALFORMED, "not JSON: no value where a row must begin");
        }
        checkNotTooMany(index);
    }

    private UnreadableAnswer wrongAt(int index, Reason reason, String what) {
        return input.wrongAt(index, reason, what, pathOfNext());
    }

    private String pathOfNext() {
        return path + "[" + elements() + "]";
    }
}
