package io.backflux.partition;

import io.backflux.paging.Plan;
import java.util.List;

/** Rows without {@code first_seen}, which no range has: backwards from the end, until one has a time. */
final class WithoutTimeLeg extends Leg {

    private List<RowBag> rivals = List.of();

    WithoutTimeLeg(LegStart start) {
        super(start);
    }

    static WithoutTimeLeg of(Plan plan, int limit) {
        return new WithoutTimeLeg(LegStart.backwards(plan, limit));
    }

    /** Such rows that the others have emitted. */
    void rivals(List<RowBag> others) {
        rivals = others;
    }

    @Override
    boolean isAskedFor(long second) {
        if (second == Emitted.NO_TIME) {
            return super.isAskedFor(second);
        }
        page().passStop();
        return false;
    }

    @Override
    int copiesElsewhere(long second, long hash) {
        int copies = 0;
        for (RowBag rival : rivals) {
            copies += rival.count(hash);
        }
        return copies;
    }

    @Override
    boolean looksAgain() {
        return true;
    }

    @Override
    boolean isDescending() {
        return true;
    }
}
