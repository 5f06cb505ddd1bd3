package io.backflux.simulator;

/** How ranks are shown. */
enum RankScale {
    ONE_THOUSAND(1),
    ONE_HUNDRED(10);

    private final int divisor;

    RankScale(int divisor) {
        this.divisor = divisor;
    }

    long shown(int rank) {
        return rank / divisor;
    }
}
