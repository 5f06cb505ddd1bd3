package io.backflux.partition;

import io.backflux.paging.Plan;
import java.util.List;

/**
 * A range that others have read, once more: only what they have not brought is emitted.
 *
 * @param began the second that it began with, before it was resumed
 * @param rivals what the others have emitted
 */
record SecondLookLeg(LegState at, Track track, long began, List<Rival> rivals) implements SecondsLeg {

    static SecondLookLeg of(Plan plan, Span asked, int limit, List<Rival> rivals) {
        return new SecondLookLeg(LegState.of(plan, asked, limit), Track.begin(), asked.from(), within(asked, rivals));
    }

    @Override
    public SecondLookLeg with(LegState elsewhere) {
        return new SecondLookLeg(elsewhere, track, began, rivals);
    }

    @Override
    public SecondLookLeg with(Track other) {
        return new SecondLookLeg(at, other, began, rivals);
    }

    SecondLookLeg against(List<Rival> others) {
        return new SecondLookLeg(at, track, began, within(new Span(began, at.stop()), others));
    }

    /** Those that have some of its seconds: each row is held against all of them. */
    private static List<Rival> within(Span seconds, List<Rival> rivals) {
        return rivals.stream()
                .filter(rival -> rival.to() >= seconds.from() && rival.from() <= seconds.to())
                .toList();
    }

    @Override
    public SecondLookLeg part(Span seconds) {
        return of(at.chain().plan(), seconds, at.limit(), rivals);
    }

    @Override
    public int copiesElsewhere(long second, long hash, List<PageLeg> pages) {
        int copies = SecondsLeg.super.copiesElsewhere(second, hash, pages);
        for (Rival rival : rivals) {
            copies += rival.copies(second, hash);
        }
        return copies;
    }

    @Override
    public boolean looksAgain() {
        return true;
    }

    /** The seconds that it looks at, however it was resumed. */
    Span looked() {
        return new Span(began, at.stop());
    }
}
