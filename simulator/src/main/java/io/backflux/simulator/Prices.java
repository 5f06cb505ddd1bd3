package io.backflux.simulator;

import java.math.BigDecimal;

/** What a request and a row cost, in USD. */
record Prices(BigDecimal perRequest, BigDecimal perRow) {

    BigDecimal of(int rows) {
        BigDecimal cost = perRequest.add(perRow.multiply(BigDecimal.valueOf(rows)));
        return cost.signum() == 0 ? BigDecimal.ZERO : cost.stripTrailingZeros();
    }
}
