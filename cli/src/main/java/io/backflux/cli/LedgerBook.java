package io.backflux.cli;

import io.backflux.paging.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Adds up what a ledger's lines say; a target's number is {@link NumberByHash#NONE} where it is one of another list. Not for several threads. */
final class LedgerBook {

    /** Amounts are added up as whole numbers of 10^-12 USD. */
    private static final int DECIMALS = 12;

    private static final int LARGEST_PAGE = 1_000;

    private final int[] sent;
    private final int[] settled;
    private final long[] costs;

    // Of all targets, also those of other lists.
    private long dearest;
    private long lost;
    private int open;
    private long costSinceBalance;
    private @Nullable Long balance;

    LedgerBook(int targets) {
        this.sent = new int[targets];
        this.settled = new int[targets];
        this.costs = new long[targets];
    }

    private static long amount(BigDecimal dollars) {
        return dollars.movePointRight(DECIMALS)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    private static BigDecimal dollars(long amount) {
        BigDecimal exact = BigDecimal.valueOf(amount, DECIMALS).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** A request goes out. */
    void sent(int number) {
        open++;
        if (number != NumberByHash.NONE) {
            sent[number]++;
        }
    }

    /** An answer has named its price, in USD. */
    void settled(int number, BigDecimal cost) {
        long amount = amount(cost);
        open--;
        costSinceBalance += amount;
        dearest = Math.max(dearest, amount);
        if (number != NumberByHash.NONE) {
            settled[number]++;
            costs[number] += amount;
        }
    }

    /**
     * What the account has as a run begins. By how much that is less than an earlier run found, beyond what the answers since then have cost,
     * is what those cost that were lost; unless it is more than these can have cost, as where something else spends the account.
     */
    void balance(BigDecimal dollars) {
        long now = amount(dollars);
        Long before = balance;
        if (before != null) {
            long more = before - now - costSinceBalance;
            if (more >= 0 && more <= amount(priceOfOpen(LARGEST_PAGE))) {
                lost += more;
                open = 0;
            }
        }
        balance = now;
        costSinceBalance = 0;
    }

    private BigDecimal priceOfOpen(int rows) {
        return PriceList.page(rows).max(dollars(dearest)).multiply(BigDecimal.valueOf(open));
    }

    /** What the answers of a target have cost. */
    BigDecimal cost(int number) {
        return dollars(costs[number]);
    }

    int requests(int number) {
        return sent[number];
    }

    /** Requests for a target of which no answer named its price. */
    int unsettled(int number) {
        return sent[number] - settled[number];
    }

    /** What the answers of all targets of the list have cost. */
    BigDecimal cost() {
        long sum = 0;
        for (long cost : costs) {
            sum += cost;
        }
        return dollars(sum);
    }

    /** What lost answers have cost, as the balance says. */
    BigDecimal lost() {
        return dollars(lost);
    }

    /** Requests of which nobody knows what they cost, those in flight included. */
    int open() {
        return open;
    }

    /**
     * The most that these may cost.
     *
     * @param rows of a page at most
     */
    BigDecimal doubtful(int rows) {
        BigDecimal most = priceOfOpen(rows).stripTrailingZeros();
        return most.scale() < 0 ? most.setScale(0) : most;
    }
}
