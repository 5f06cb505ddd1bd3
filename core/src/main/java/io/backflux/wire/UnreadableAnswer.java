package io.backflux.wire;

/**
 * An answer, or a row, that can't be read on. Carries data only: no text of the answer, and no cause, because the
 * parser's own messages quote it.
 */
public final class UnreadableAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is said of an answer that ends before it is whole. */
    public static final String CUT = "not whole JSON: it ends too early";

    /** What is wrong with the bytes. */
    public enum Reason {
        /** They are not JSON, or end too early. */
        MALFORMED,
        /** They are JSON, but not of the API's shape. */
        UNEXPECTED,
        /** They go over one of the limits. */
        TOO_LARGE
    }

    private final Reason reason;
    private final String path;
    private final long byteOffset;

    UnreadableAnswer(Reason reason, String what, String path, long byteOffset) {
        super(what);
        this.reason = reason;
        this.path = path;
        this.byteOffset = byteOffset;
    }

    public Reason reason() {
        return reason;
    }

    /** The JSON path, such as {@code $.tasks[0].result[0].items[17].rank}. */
    public String path() {
        return path;
    }

    /** The byte of the answer, 0 for the first; negative where it is not known. */
    public long byteOffset() {
        return byteOffset;
    }
}
