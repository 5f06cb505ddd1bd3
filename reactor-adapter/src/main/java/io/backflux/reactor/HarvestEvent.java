package io.backflux.reactor;

import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What happens to one of many harvests: any number of pages, and one end. */
public sealed interface HarvestEvent {

    /** Whose it is: the very query that the source emitted. */
    BacklinksQuery query();

    /** A whole page; the harvest of its query has more to come. */
    record PageRead(BacklinksQuery query, BacklinksPage page) implements HarvestEvent {

        public PageRead {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(page, "page");
        }
    }

    /**
     * The last event of a harvest.
     *
     * @param summary how it ended; {@link HarvestStatus#FAILED} where there is an error, and then with the checkpoint to resume from,
     *     if there is any
     * @param error what it failed with; null where it did not fail
     */
    record Ended(
            BacklinksQuery query,
            HarvestSummary summary,
            @Nullable Throwable error) implements HarvestEvent {

        public Ended {
            Objects.requireNonNull(query, "query");
            Objects.requireNonNull(summary, "summary");
        }

        /** Where to resume; null where there is nothing to resume from. */
        public @Nullable Checkpoint checkpoint() {
            return summary.checkpoint();
        }

        /** Whether it failed, so that resuming may bring more. */
        public boolean isFailed() {
            return error != null;
        }
    }
}
