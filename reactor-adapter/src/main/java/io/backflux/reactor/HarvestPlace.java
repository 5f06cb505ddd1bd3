package io.backflux.reactor;

import io.backflux.Checkpoint;
import io.backflux.HarvestStatus;
import io.backflux.Verdict;
import io.backflux.partition.Finding;
import io.backflux.partition.Planner;
import io.backflux.wire.CheckpointAccess;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Ending;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a harvest stands: what it resumes by, and what has come of it. For the drain only. */
final class HarvestPlace {

    private final HarvestOptions options;
    private final Planner planner;
    private final HarvestLedger ledger;
    private final boolean wholePages;
    private final CheckpointTrail trail;
    private boolean isAhead;

    /**
     * @param wholePages whether what is emitted before the end of a page is kept back until then
     */
    HarvestPlace(HarvestOptions options, Planner planner, HarvestLedger ledger, boolean wholePages) {
        this.options = options;
        this.planner = planner;
        this.ledger = ledger;
        this.wholePages = wholePages;
        this.trail = new CheckpointTrail(options.from());
    }

    /** Where the harvest stands; null where nothing was begun. */
    private @Nullable CheckpointContent place() {
        CheckpointContent place = planner.state().checkpoint(ledger.counts(), wholePages);
        if (place == null) {
            return options.from();
        }
        return place.ending() == null ? place : withFinding(place, place.ending());
    }

    /** Whether what came is the whole. */
    Finding findingNow(HarvestStatus status) {
        return status == HarvestStatus.COMPLETE ? planner.state().finding(ledger.evidence()) : Finding.ENDED_EARLY;
    }

    /** The same, which stays what it was where an earlier run has ended the harvest. */
    Finding finding(HarvestStatus status) {
        CheckpointContent from = options.from();
        Ending before = from == null ? null : from.ending();
        Verdict verdict = before == null ? null : before.verdict();
        String words = before == null ? null : before.finding();
        return verdict == null || words == null ? findingNow(status) : new Finding(verdict, words);
    }

    /** A place that nothing follows, with what has come of it. */
    private CheckpointContent withFinding(CheckpointContent place, Ending ending) {
        Finding finding = finding(HarvestStatus.COMPLETE);
        return place.withEnding(new Ending(ending.reason(), finding.verdict(), finding.words()));
    }

    /** The same as a checkpoint. */
    @Nullable Checkpoint checkpoint() {
        return checkpointOf(place());
    }

    /** Where to resume behind what was emitted. */
    @Nullable Checkpoint checkpointOfEmitted() {
        return checkpointOf(isAhead ? atWhatWasSpent(trail.lastWithin(ledger.received())) : place());
    }

    /** What lies ready is forgotten, though it was read. */
    void forgetReady() {
        isAhead = true;
    }

    /** A page has been read to its end, and may lie ready. */
    void pageEnded() {
        trail.add(reachedByPage(), ledger.received());
    }

    Checkpoint checkpointOfPage() {
        return CheckpointAccess.checkpointOf(reachedByPage());
    }

    private CheckpointContent reachedByPage() {
        return Objects.requireNonNull(place(), "a page that ended has a checkpoint");
    }

    private static @Nullable Checkpoint checkpointOf(@Nullable CheckpointContent content) {
        return content == null ? null : CheckpointAccess.checkpointOf(content);
    }

    /** An earlier place; what was spent beyond it was spent. */
    private @Nullable CheckpointContent atWhatWasSpent(@Nullable CheckpointContent earlier) {
        return earlier == null ? null : earlier.withCounts(ledger.counts());
    }
}
