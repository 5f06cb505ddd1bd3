package io.backflux.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all targets together may cost, over all of their runs; targets take from it one after the other. */
final class Budget {

    private final @Nullable BigDecimal max;
    private final Map<String, BigDecimal> spent = new ConcurrentHashMap<>();
    private final @Nullable Supplier<BigDecimal> ledger;

    /**
     * @param max USD, or null for no limit
     */
    Budget(@Nullable BigDecimal max) {
        this.max = max;
        this.ledger = null;
    }

    /**
     * Where somebody else knows what all targets have spent, each one's own earlier runs included.
     *
     * @param max USD, or null for no limit
     * @param ledger what that is by now
     */
    Budget(@Nullable BigDecimal max, Supplier<BigDecimal> ledger) {
        this.max = max;
        this.ledger = ledger;
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
        if (ledger == null) {
            spent.put(target, dollars);
        }
    }

    /** What a target may come to, all of its runs together, so that all targets stay within the whole; null for no limit. */
    @Nullable BigDecimal of(String target) {
        return max == null ? null : max.subtract(byOthers(target));
    }

    private BigDecimal byOthers(String target) {
        if (ledger != null) {
            return ledger.get();
        }
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
