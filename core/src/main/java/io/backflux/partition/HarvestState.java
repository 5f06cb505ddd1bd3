package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one harvest stands: its legs, each a sequence of pages, and what is known of the whole. Immutable: what is requested and
 * what comes lead to another state. Only the pages at hand take in their rows, see {@link Intake}. It knows of no time and no
 * threads.
 */
public sealed interface HarvestState permits ChainState, PartitionState {

    /** What is to be done. */
    sealed interface Next {}

    /**
     * The page of a leg is to be requested.
     *
     * @param state with that page in flight
     */
    record Ask(HarvestState state, int leg) implements Next {}

    /** Nothing can be requested until an answer comes. */
    record Wait() implements Next {}

    /** Nothing is left to be requested. */
    record Done(Conclusion conclusion) implements Next {}

    /**
     * What a page that is whole leads to.
     *
     * @param wholeTotal what the leg says of the whole query's total; null where it speaks of a part
     * @param broken why its leg can't be followed by anything, though something is left; null where it can
     */
    record AfterPage(
            HarvestState state,
            @Nullable Long wholeTotal,
            @Nullable Failure broken) {}

    // What is requested, and what it leads to.

    /**
     * What is to be done.
     *
     * @param idle slots that are free, for which ranges are cut; a leg that waits is requested even where none is, as when its turn
     *     has come
     * @param demanded pages that are asked for, from the one whose turn it is on: in order, none behind them is requested
     */
    Next next(int idle, int demanded);

    /** The same, of an unbounded demand. */
    default Next next(int idle) {
        return next(idle, Integer.MAX_VALUE);
    }

    /**
     * After a page that is whole.
     *
     * @param rowsInAnswer rows that its last answer held, emitted or not
     */
    AfterPage after(int leg, PageEnvelope answer, int rowsInAnswer);

    /**
     * After a failure that refuses a checkpoint's token, to be resumed without it, by the last row.
     *
     * @return null where the failure refuses no such token, or where nothing else tells the place
     */
    @Nullable HarvestState after(int leg, Failure failure);

    /** After a page that is not requested after all, or could not be had. */
    HarvestState afterWithdrawal(int leg);

    /** Nobody pays for a leg, or it can't be had: only where it {@link #isDispensable}. */
    HarvestState without(int leg);

    /** What was read of a leg's page has got to nobody. */
    HarvestState withoutPage(int leg);

    // A leg and its page at hand.

    /** A leg's sequence of pages, and where in it it stands. */
    Chain chain(int leg);

    /** A leg's page at hand. */
    Intake page(int leg);

    /** Whether a leg's rows may be emitted now; where they come in order, those of the first only. */
    boolean mayEmit(int leg);

    /** Whether it is of use to know how a leg's page ends before its rows may be emitted: what follows can be requested then. */
    default boolean isAwaited(int leg) {
        return false;
    }

    /**
     * With what the rows of a page tell that may not be emitted yet; none of them counts as emitted.
     *
     * @param rows all of the page
     */
    default HarvestState afterLookAhead(int leg, List<Backlink> rows, PageEnvelope answer) {
        return this;
    }

    /** Takes a row that was read into a leg's page; true where it is to be emitted, and counts as emitted from then on. */
    boolean accept(int leg, Backlink row);

    /** What a leg's answers say of the whole query's total; null where they speak of a part. */
    @Nullable Long wholeTotal(int leg);

    /** Whether a leg only makes sure of what is there without it. */
    boolean isDispensable(int leg);

    /** Whether a leg brings no rows, but the total. */
    boolean isTotalOnly(int leg);

    /** A leg's failure, with what it means for who resumes. */
    default Failure explained(int leg, Failure failure) {
        return failure;
    }

    // The whole.

    /** Rows a page at most. */
    int limit();

    /** Rows emitted, over all runs. */
    long received();

    /** Whether all that the caller wanted has been emitted. */
    boolean hasAll();

    /** Why nothing is left to be requested; null where something is. */
    @Nullable Conclusion conclusion();

    /** Whether the rows are the whole, as far as is known by now. */
    Finding finding(Evidence evidence);

    /** How it is harvested; null until the first page tells. */
    @Nullable Strategy strategy();

    /** Whether so few requests are left to be sent that they may go at once; not before the first page tells. */
    boolean mayGoAtOnce();

    /** Why it is one chain though there are many rows, in words; null where it isn't, or where nothing else was wanted. */
    @Nullable String obstacle();

    /** How far each part has come, the earliest first; empty for a chain. */
    List<RangeProgress> progress();

    /**
     * The number of the page that is next to end.
     *
     * @param ended pages that have ended, over all runs
     */
    int pageNumber(int ended);

    /**
     * Where it is resumed.
     *
     * @param wholePages whether the rows of pages that have not ended have got to nobody yet
     * @return null where nothing was begun
     */
    @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages);
}
