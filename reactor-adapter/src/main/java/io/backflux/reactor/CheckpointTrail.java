package io.backflux.reactor;

import io.backflux.wire.CheckpointContent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of pages that lie ready for the subscriber, and of the last one that it got: should it cancel, the rows
 * that it never got must not be covered.
 */
final class CheckpointTrail {

    private final List<CheckpointContent> checkpoints = new ArrayList<>();

    /**
     * @param from where the harvest resumes
     */
    CheckpointTrail(@Nullable CheckpointContent from) {
        if (from != null) {
            checkpoints.add(from);
        }
    }

    /**
     * One more page has been read.
     *
     * @param received rows that the subscriber has got
     */
    void add(CheckpointContent checkpoint, long received) {
        CheckpointContent reached = lastWithin(received);
        checkpoints.removeIf(earlier -> reached != null && earlier.received() < reached.received());
        checkpoints.add(checkpoint);
    }

    /** The last that covers no more than so many rows; null where there is none. */
    @Nullable CheckpointContent lastWithin(long received) {
        return checkpoints.stream()
                .filter(checkpoint -> checkpoint.received() <= received)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }
}
