package io.backflux.wire;

import io.backflux.Checkpoint;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes checkpoints of their content, and opens them, for the rooms behind the face: the public class has no accessor
 * for it. It grants the access itself, when it is loaded.
 */
public abstract class CheckpointAccess {

    private static @Nullable CheckpointAccess granted;

    protected abstract Checkpoint make(CheckpointContent content);

    protected abstract CheckpointContent open(Checkpoint checkpoint);

    /** For {@link Checkpoint} alone. */
    public static void grant(CheckpointAccess access) {
        if (granted != null) {
            throw new IllegalStateException("access to checkpoints is granted once, by themselves");
        }
        granted = access;
    }

    public static Checkpoint checkpointOf(CheckpointContent content) {
        return granted().make(content);
    }

    public static CheckpointContent contentOf(Checkpoint checkpoint) {
        return granted().open(checkpoint);
    }

    private static CheckpointAccess granted() {
        try {
            MethodHandles.lookup()
                    .ensureInitialized(Checkpoint.class); // Which grants it, and orders what this thread sees.
        } catch (IllegalAccessException e) {
            throw new AssertionError("a public class", e);
        }
        return Objects.requireNonNull(granted);
    }
}
