package io.backflux.error;

import java.util.Objects;

/**
 * A checkpoint can't be resumed from. Thrown, not signalled, where the checkpoint is handed in, or where it doesn't go with the
 * rest of the harvest's description; nothing is sent.
 */
public final class CheckpointException extends PermanentException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    CheckpointException(Builder builder, Reason reason) {
        super(builder);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** Why not. */
    public Reason reason() {
        return reason;
    }

    /** Why a checkpoint can't be resumed from. */
    public enum Reason {
        /** The text is not a checkpoint, or a part of it is missing or impossible. */
        UNREADABLE,
        /** A release that writes checkpoints of another version wrote it. */
        UNKNOWN_VERSION,
        /** It belongs to another query, or to the same query in another order. */
        OTHER_QUERY
    }
}
