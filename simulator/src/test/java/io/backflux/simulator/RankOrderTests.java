package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RankOrderTests {
    @Test
    void theOrderOfTheIndexesIsRankThenLastSeenBothFalling() {
        RankOrder order = new RankOrder(7);
        int tiesOfRank = 0;
        int tiesOfBoth = 0;
        for (int index = 1; index < 700_000; index++) {
            int rank = RankOrder.rank(index);
            int before = RankOrder.rank(index - 1);
            assertThat(rank).isLessThanOrEqualTo(before);
            if (rank == before) {
                tiesOfRank++;
                long seen = order.lastSeen(index);
                long seenBefore = order.lastSeen(index - 1);
                assertThat(seen).isLessThanOrEqualTo(seenBefore);
                tiesOfBoth += seen == seenBefore ? 1 : 0;
            }
        }
        assertThat(tiesOfRank).isGreaterThan(690_000);
        assertThat(tiesOfBoth).isGreaterThan(300_000);
    }

    @Test
    void ranksStayBetween0And1000ForAnyIndex() {
        for (long index = 0; index < 2_000_000_000L; index = index * 3 / 2 + 1) {
            assertThat(RankOrder.rank(index)).isBetween(1, 1000);
        }
    }
}
