package io.backflux.partition;

import io.backflux.paging.Plan;
import java.util.List;

/** A range that others have read, once more: only what they have not brought is emitted. */
final class SecondLookLeg extends SecondsLeg {

    private final long began;
    private List<RowBag> rivals = List.of();

    SecondLookLeg(LegStart start, RowBag expected) {
        super(start, expected, null);
        this.began = start.asked().from();
    }

    static SecondLookLeg of(Plan plan, Span asked, int limit) {
        return new SecondLookLeg(LegStart.of(plan, asked, limit, null), new RowBag());
    }

    @Override
    SecondLookLeg part(Span seconds) {
        return new SecondLookLeg(LegStart.of(plan(), seconds, limit(), this), new RowBag());
    }

    /** What the others have emitted. */
    void rivals(List<RowBag> others) {
        rivals = others;
    }

    @Override
    int copiesElsewhere(long second, long hash) {
        int copies = super.copiesElsewhere(second, hash);
        for (RowBag rival : rivals) {
            copies += rival.count(hash);
        }
        return copies;
    }

    @Override
    boolean looksAgain() {
        return true;
    }

    /** The seconds that it looks at, however it was resumed. */
    Span looked() {
        return new Span(began, stop());
    }
}
