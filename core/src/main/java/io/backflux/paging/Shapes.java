package io.backflux.paging;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * In which shapes the answers for one page were wrong. One that comes twice the same comes on every retry, and each may be
 * billed. Immutable.
 */
public record Shapes(Set<Shape> seen) {

    public static final Shapes NONE = new Shapes(Set.of());

    /** What was wrong, and where. */
    record Shape(Failure.Kind kind, String what, @Nullable String path) {}

    public Shapes {
        seen = Set.copyOf(seen);
    }

    /** With one more failed answer. */
    public Shapes with(Failure failure) {
        Shape shape = failure.shape();
        if (shape == null) {
            return this;
        }
        Set<Shape> all = new HashSet<>(seen);
        all.add(shape);
        return new Shapes(all);
    }

    /** Whether an answer was wrong in the same way before. */
    public boolean contains(Failure failure) {
        Shape shape = failure.shape();
        return shape != null && seen.contains(shape);
    }
}
