package io.backflux.partition;

import io.backflux.RangeProgress;
import io.backflux.paging.Plan;
import java.util.List;

/**
 * Rows without {@code first_seen}, which no bounded range has: backwards from the end, until one has a time.
 *
 * @param rivals such rows that the others have emitted
 */
record WithoutTimeLeg(LegState at, List<RowBag> rivals) implements Leg {

    static WithoutTimeLeg of(Plan plan, int limit, List<RowBag> rivals) {
        return new WithoutTimeLeg(LegState.backwards(plan, limit), rivals);
    }

    @Override
    public WithoutTimeLeg with(LegState elsewhere) {
        return new WithoutTimeLeg(elsewhere, rivals);
    }

    WithoutTimeLeg against(List<RowBag> others) {
        return new WithoutTimeLeg(at, others);
    }

    @Override
    public boolean judgeSecond(long second) {
        if (second == Emitted.NO_TIME) {
            return Leg.super.judgeSecond(second);
        }
        at.page().passStop();
        return false;
    }

    @Override
    public int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        int copies = 0;
        for (RowBag rival : rivals) {
            copies += rival.count(hash);
        }
        return copies;
    }

    @Override
    public boolean looksAgain() {
        return true;
    }

    @Override
    public boolean isDescending() {
        return true;
    }

    /** Its total is that of all rows, so nobody knows how many it is to bring. */
    @Override
    public RangeProgress progress(long left) {
        return progress(null, isEnded() ? (Long) received() : null);
    }
}
