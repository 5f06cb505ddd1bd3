package io.backflux;

/**
 * A checkpoint can't be gone on from. Thrown where the checkpoint is handed in, before anything is sent; sending it again
 * can't help.
 */
public final class CheckpointException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** As thrown by the library. */
    public CheckpointException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }

    /** Why a checkpoint can't be gone on from. */
    public enum Reason {
        /** The text is not a checkpoint, or a part of it is missing or impossible. */
        UNREADABLE,
        /** A release that writes checkpoints of another version wrote it. */
        UNKNOWN_VERSION,
        /** It belongs to another query, or to the same query in another order. */
        OTHER_QUERY
    }
}
