package io.backflux;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A time field, with the API's operators {@code <} and {@code >}. Made by {@link Fields#time}.
 *
 * <p>The API's times have whole seconds. A finer one is rounded to the side that gives the same rows; null and years
 * outside 0 to 9999 are refused.
 */
public final class TimeField extends SortableField {

    TimeField(String name) {
        super(name);
    }

    /** The API's {@code <}: strictly earlier. */
    public Filter before(Instant time) {
        Instant second = secondOf(time);
        boolean asGiven = second.equals(time) || second.isAfter(FilterValue.LAST);
        return conditionOn("<", asGiven ? second : second.plusSeconds(1));
    }

    /** The API's {@code >}: strictly later. */
    public Filter after(Instant time) {
        return conditionOn(">", secondOf(time));
    }

    private static Instant secondOf(Instant time) {
        return Objects.requireNonNull(time, "time").truncatedTo(ChronoUnit.SECONDS);
    }
}
