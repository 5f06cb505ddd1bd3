package io.backflux.cli;

import io.backflux.BacklinksPage;
import io.backflux.Delta;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a delta come to.
 *
 * @param since when; null for several targets that don't have the same time
 * @param none rows that have neither come nor gone since, which a server that keeps to the filter doesn't have
 */
record Changes(@Nullable Instant since, long added, long lost, long cameAndWent, long none) {

    /** Before the first row. */
    static Changes since(Delta delta) {
        return new Changes(delta.time(), 0, 0, 0, 0);
    }

    /** With the rows of a page. */
    Changes with(Delta delta, BacklinksPage page) {
        Map<Delta.Change, Integer> counts = new EnumMap<>(Delta.Change.class);
        page.items().forEach(row -> counts.merge(delta.changeOf(row), 1, Integer::sum));
        return new Changes(
                since,
                added + counts.getOrDefault(Delta.Change.ADDED, 0),
                lost + counts.getOrDefault(Delta.Change.LOST, 0),
                cameAndWent + counts.getOrDefault(Delta.Change.CAME_AND_WENT, 0),
                none + counts.getOrDefault(Delta.Change.NONE, 0));
    }

    /** Of two targets. */
    static @Nullable Changes sum(@Nullable Changes one, @Nullable Changes other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return new Changes(
                one.since != null && one.since.equals(other.since) ? one.since : null,
                one.added + other.added,
                one.lost + other.lost,
                one.cameAndWent + other.cameAndWent,
                one.none + other.none);
    }

    /** Such as {@code 1,200 added, 34 lost, 5 came and went since 2026-11-20T00:00:00Z}. */
    String words() {
        return Figures.count(added) + " added, " + Figures.count(lost) + " lost, " + Figures.count(cameAndWent)
                + " came and went" + (since == null ? "" : " since " + since)
                + (none == 0
                        ? ""
                        : "; " + Figures.counted(none, "row") + " neither, as the server didn't keep to the filter");
    }
}
