package io.backflux.partition;

import io.backflux.Strategy;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the whole of a partition.
 *
 * @param strategy null until the first page tells
 * @param totalAtStart {@code total_count} of the first page
 * @param totalAtEnd the same after the last, where it was asked for
 * @param looks what was looked at again
 */
record Known(
        @Nullable Strategy strategy,
        @Nullable Long totalAtStart,
        @Nullable Long totalAtEnd,
        Set<Look> looks) {

    static final Known NOTHING = new Known(null, null, null, Set.of());

    Known {
        looks = Set.copyOf(looks);
    }

    Known with(Look look) {
        EnumSet<Look> all = EnumSet.of(look);
        all.addAll(looks);
        return new Known(strategy, totalAtStart, totalAtEnd, all);
    }

    Known withTotalAtEnd(@Nullable Long total) {
        return new Known(strategy, totalAtStart, total, looks);
    }

    /** What may be looked at again, each once. */
    enum Look {
        /** Seconds that may lack rows. */
        SECONDS,
        /** The total, as it is by now. */
        TOTAL,
        /** Rows without {@code first_seen}, which no seconds have. */
        ROWS_WITHOUT_TIME
    }
}
