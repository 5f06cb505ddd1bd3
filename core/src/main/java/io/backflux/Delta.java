package io.backflux;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What has changed of a target's backlinks since a time, so that only that is harvested: those found since
 * ({@code first_seen} at or after it), and those lost since ({@code is_lost}, and {@code last_seen} at or after it). It is one query
 * with a filter, so it costs what its rows cost. Immutable, with value equality.
 *
 * <pre>{@code
 * Delta delta = Delta.since(checkpointOfTheLastHarvest);
 * client.backlinks(delta.of(query)).subscribe(row -> System.out.println(delta.changeOf(row) + " " + row.urlFrom()));
 * }</pre>
 *
 * <p><b>What the API can't tell.</b> When a backlink was lost: {@code last_seen} is the crawler's last visit by the vendor's
 * document; where the API keeps the last visit that still found the link, one lost since but last found before the time doesn't come.
 * What changed otherwise, such as a rank or an anchor text. A backlink that was lost and found again before this harvest. When a row
 * came into the index: one that the crawler found before the time and that was indexed after the last harvest doesn't come. An earlier
 * time than needed mends most of it, at the price of rows that are known already. That {@code is_lost} can be filtered on, and joined
 * by "or" with {@code first_seen}, is <b>unproved</b> on the live API.
 */
public final class Delta {

    /** What became of a backlink since the time. */
    public enum Change {
        /** Found since, and there at the crawler's last visit. */
        ADDED,
        /** Found before, and lost since. */
        LOST,
        /** Found since, and lost again. */
        CAME_AND_WENT,
        /** Neither: comes only from a server that doesn't keep to the filter. */
        NONE
    }

    private static final int MOST_CONDITIONS = 8;

    private final Instant time;
    private final @Nullable String target;

    private Delta(Instant time, @Nullable String target) {
        this.time = time.truncatedTo(ChronoUnit.SECONDS);
        this.target = target;
    }

    /**
     * Since a time.
     *
     * @param time the API's times have whole seconds, so a finer one is cut. One in the future is not refused, and brings nothing
     */
    public static Delta since(Instant time) {
        return new Delta(Objects.requireNonNull(time, "time"), null);
    }

    /**
     * Since an earlier harvest began, which may itself have been one of a delta. Whether its other parameters were the
     * same isn't checked.
     *
     * @throws IllegalArgumentException if that harvest isn't complete, as what it hadn't come to would never come; or if nobody
     *     knows when it began, because an earlier release began it in the query's own order
     */
    public static Delta since(Checkpoint finished) {
        if (!finished.isComplete()) {
            throw new IllegalArgumentException("the checkpoint must be of a harvest that is complete, was one of "
                    + finished.received() + " rows: resume it to its end first");
        }
        Instant begun = finished.begun();
        if (begun == null) {
            throw new IllegalArgumentException(
                    "the checkpoint must say when its harvest began, was written by an earlier release"
                            + " that didn't: take the time instead, or harvest the whole once more");
        }
        return new Delta(begun, finished.target());
    }

    /** Since when, in whole seconds. */
    public Instant time() {
        return time;
    }

    /**
     * The query that brings only what has changed. Its {@code backlinksStatusType} decides of which kind: {@code ALL} or unset for
     * both, {@code LIVE} for what was found and is there, {@code LOST} for what was lost. Takes up to 3 of the 8 conditions.
     *
     * @param whole what is harvested of the target otherwise
     * @throws IllegalArgumentException if the checkpoint was of another target, or the filters have no room
     */
    public BacklinksQuery of(BacklinksQuery whole) {
        if (target != null && !target.equalsIgnoreCase(whole.target())) {
            throw new IllegalArgumentException("the checkpoint must be of target " + QueryChecks.shown(whole.target())
                    + ", was of " + QueryChecks.shown(target));
        }
        BacklinksStatus status = Objects.requireNonNullElse(whole.backlinksStatusType(), BacklinksStatus.ALL);
        Filter changed = filter(status);
        Filter own = whole.filters();
        Filter both = own == null ? changed : own.and(changed);
        if (both.conditionCount() > MOST_CONDITIONS) {
            throw new IllegalArgumentException("filters must have at most "
                    + (MOST_CONDITIONS - changed.conditionCount()) + " conditions for a delta, which takes "
                    + changed.conditionCount() + " of the " + MOST_CONDITIONS + " itself, was "
                    + (both.conditionCount() - changed.conditionCount()));
        }
        return whole.toBuilder().backlinksStatusType(status).filters(both).build();
    }

    private Filter filter(BacklinksStatus status) {
        Instant before = time.minusSeconds(1); // The API has no "at or after".
        Filter found = Fields.FIRST_SEEN.after(before);
        Filter seen = Fields.LAST_SEEN.after(before);
        return switch (status) {
            case LIVE -> found;
            case LOST -> seen;
            case ALL -> found.or(Fields.IS_LOST.isTrue().and(seen));
        };
    }

    /** What became of a row that the query of {@link #of} has brought. */
    public Change changeOf(Backlink row) {
        boolean isLost = Boolean.TRUE.equals(row.isLost());
        if (isSince(row.firstSeen())) {
            return isLost ? Change.CAME_AND_WENT : Change.ADDED;
        }
        return isLost && isSince(row.lastSeen()) ? Change.LOST : Change.NONE;
    }

    private boolean isSince(@Nullable Instant seen) {
        return seen != null && !seen.isBefore(time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delta that && time.equals(that.time) && Objects.equals(target, that.target);
    }

    @Override
    public int hashCode() {
        return Objects.hash(time, target);
    }

    @Override
    public String toString() {
        return "Delta[since=" + time + "]";
    }
}
