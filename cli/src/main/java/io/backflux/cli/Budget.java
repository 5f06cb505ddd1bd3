package io.backflux.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all targets together may cost, over all of their runs; targets take from it one after the other. */
final class Budget {

    private final @Nullable BigDecimal max;
    private final Map<String, BigDecimal> spent = new ConcurrentHashMap<>();

    /**
     * @param max USD, or null for no limit
     */
    Budget(@Nullable BigDecimal max) {
        this.max = max;
    }

    boolean isLimited() {
        return max != null;
    }

    /**
     * What a target has come to, in place of what was known of it.
     *
     * @param dollars what it has cost, and may have
     */
    void note(String target, BigDecimal dollars) {
        spent.put(target, dollars);
    }

    /** What a target may come to, all of its runs together, so that all targets stay within the whole; null for no limit. */
    @Nullable BigDecimal of(String target) {
        return max == null ? null : max.subtract(byOthers(target));
    }

    private BigDecimal byOthers(String target) {
        return spent.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(target))
                .map(Map.Entry::getValue)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Whether other targets have left nothing for this one. */
    boolean isUsedUpFor(String target) {
        BigDecimal left = of(target);
        return left != null && left.signum() <= 0;
    }

    /** Why a target isn't begun. */
    String usedUp() {
        return Outcome.OUT_OF_MONEY + " of " + Figures.dollars(Objects.requireNonNull(max)) + " is used up";
    }
}
