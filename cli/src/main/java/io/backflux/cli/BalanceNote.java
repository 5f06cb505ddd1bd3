package io.backflux.cli;

import io.backflux.AccountStatus;
import io.backflux.HarvestProgress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells, once, that the account's balance won't do for the rows that are still to come. No harvest is refused for it. */
final class BalanceNote {

    private static final int DECIMALS = 6;

    private final List<TargetHarvest> harvests;
    private final long maxRows;
    private final @Nullable BigDecimal maxCost;
    private final Consumer<String> messages;
    private final AtomicBoolean reported = new AtomicBoolean();
    private volatile @Nullable BigDecimal balance;

    /**
     * @param maxRows the most rows of each target
     * @param maxCost the most that all may cost, in USD; null for no limit
     */
    BalanceNote(List<TargetHarvest> harvests, long maxRows, @Nullable BigDecimal maxCost, Consumer<String> messages) {
        this.harvests = harvests;
        this.maxRows = maxRows;
        this.maxCost = maxCost;
        this.messages = messages;
    }

    /** What is known of the account, before anything was bought or soon after. */
    void of(AccountStatus account) {
        balance = account.balance();
        look();
    }

    /** Looks once more, as the harvests have come further. */
    void look() {
        BigDecimal atStart = balance;
        if (atStart == null || reported.get()) {
            return;
        }
        BigDecimal left = atStart.subtract(sum(BalanceNote::spent));
        BigDecimal rest = sum(this::rest);
        if (maxCost != null) {
            rest = rest.min(
                    maxCost.subtract(sum(harvest -> harvest.reportedProgress().cost())));
        }
        if (rest.compareTo(left) > 0 && reported.compareAndSet(false, true)) {
            messages.accept("the account's balance of " + Figures.dollars(left) + " won't do for the rest, about "
                    + Figures.about(rest) + "; what has come by then is kept, and --resume resumes there");
        }
    }

    private interface Dollars {
        BigDecimal of(TargetHarvest harvest);
    }

    private BigDecimal sum(Dollars dollars) {
        return harvests.stream().map(dollars::of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal spent(TargetHarvest harvest) {
        return harvest.reportedProgress().cost().subtract(harvest.costBefore());
    }

    /** What the rows still to come will cost at the price of those that came; nothing where that isn't known yet. */
    private BigDecimal rest(TargetHarvest harvest) {
        HarvestProgress progress = harvest.reportedProgress();
        Long total = progress.totalCount();
        long received = progress.received();
        if (total == null || received == 0 || harvest.isOver()) {
            return BigDecimal.ZERO;
        }
        long missing = Math.max(0, Math.min(total, maxRows) - received);
        return progress.cost()
                .multiply(BigDecimal.valueOf(missing))
                .divide(BigDecimal.valueOf(received), DECIMALS, RoundingMode.HALF_UP);
    }
}
