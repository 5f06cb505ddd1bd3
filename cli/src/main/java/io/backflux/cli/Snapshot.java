package io.backflux.cli;

import io.backflux.HarvestProgress;
import io.backflux.RangeProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the command has come at one moment, over all targets.
 *
 * @param before of the rows, those that earlier runs have brought
 * @param total rows that will come, as far as it is known; null where it is not
 * @param over targets that have ended
 * @param ranges the parts of a parallel harvest, the earliest first; empty for a chain, and for several targets
 */
record Snapshot(
        long rows,
        long before,
        @Nullable Long total,
        int requests,
        int retries,
        BigDecimal cost,
        int over,
        int targets,
        Duration elapsed,
        List<RangeProgress> ranges) {

    /**
     * @param max the most rows of each target
     */
    static Snapshot of(List<TargetHarvest> harvests, long max, Duration elapsed) {
        long rows = 0;
        long before = 0;
        Long total = 0L;
        int requests = 0;
        int retries = 0;
        BigDecimal cost = BigDecimal.ZERO;
        int over = 0;
        for (TargetHarvest harvest : harvests) {
            HarvestProgress progress = harvest.progress();
            Long count = harvest.hasAll() || (harvest.isOver() && progress.totalCount() == null)
                    ? Long.valueOf(progress.received())
                    : progress.totalCount();
            rows += progress.received();
            before += harvest.rowsBefore();
            total = total == null || count == null ? null : total + Math.min(count, max);
            requests += progress.requests();
            retries += progress.retries();
            cost = cost.add(progress.cost());
            over += harvest.isOver() ? 1 : 0;
        }
        List<RangeProgress> ranges =
                harvests.size() == 1 ? harvests.get(0).progress().ranges() : List.of();
        return new Snapshot(rows, before, total, requests, retries, cost, over, harvests.size(), elapsed, ranges);
    }

    double rowsPerSecond() {
        return Figures.perSecond(rows - before, elapsed);
    }

    /** Such as {@code 0:42}; a question mark where nothing is known. */
    String timeLeft() {
        if (total == null || rows == before) {
            return "?";
        }
        return Figures.clock(Math.round(Math.max(0, total - rows) / rowsPerSecond()));
    }

    /** What it has cost, and what for. */
    String spent() {
        String retried = retries == 0 ? "" : ", " + Figures.counted(retries, "retry");
        String ended = targets == 1 ? "" : ", " + over + " of " + targets + " targets";
        return Figures.dollars(cost) + ", " + Figures.counted(requests, "request") + retried + ended;
    }
}
