package io.backflux.simulator;

import java.math.BigDecimal;

/** What the account has left, in USD; below nothing where more was billed, as no request is refused for it. */
final class Funds {
    private BigDecimal left;

    Funds(BigDecimal left) {
        this.left = left;
    }

    synchronized BigDecimal left() {
        return left;
    }

    synchronized void set(BigDecimal dollars) {
        left = dollars;
    }

    synchronized void spend(BigDecimal dollars) {
        left = left.subtract(dollars);
    }
}
