package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.RangeProgress;
import io.backflux.Strategy;
import io.backflux.paging.Failure;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides of one harvest what is requested next, what an answer changes, and whether the rows are the whole. It knows of no time
 * and no threads: whoever carries it out asks for {@link #next} as often as a request could go out. Not for several threads.
 */
public sealed interface Planner permits ChainPlanner, Partition {

    /** Rows a page at most. */
    int limit();

    /**
     * Whose page is to be requested next, which is then in flight.
     *
     * @param idle how many requests could go out now
     * @return null where nothing can be requested until an answer comes, or nothing is left
     */
    @Nullable PageSequence next(int idle);

    /** Whether its rows may be emitted now; where they come in order, those of the first only. */
    boolean mayEmit(PageSequence of);

    /** Whether all that the caller wanted has been emitted. */
    boolean hasAll();

    /** Whether a row that was read is to be emitted; it counts as emitted from then on. */
    boolean accept(PageSequence of, Backlink row);

    /** What the answer at hand says of the total, before its rows are read. */
    void total(PageSequence of, @Nullable Long count);

    /** What its answers say of the whole query's total; null where they speak of a part. */
    @Nullable Long wholeTotal(PageSequence of);

    /**
     * Its page is whole; goes to what follows it.
     *
     * @return why it can't be followed by anything, though something is left; null where it can
     */
    @Nullable Failure endOfPage(PageSequence of, PageEnvelope answer, int rowsInAnswer);

    /** Its page is not requested after all, or could not be had. */
    void withdraw(PageSequence of);

    /** Nobody pays for it, or it can't be had: only where {@link #isDispensable}. */
    void skip(PageSequence of);

    /** Whether it only makes sure of what is there without it. */
    boolean isDispensable(PageSequence of);

    /** Whether it brings no rows, but the total. */
    boolean isTotalOnly(PageSequence of);

    /** Why nothing is left to be requested; null where something is. */
    @Nullable Conclusion conclusion();

    /** Rows emitted, over all runs. */
    long received();

    /**
     * The number of the page that is next to end.
     *
     * @param ended pages that have ended, over all runs
     */
    int page(int ended);

    /** A failure, with what it means for who resumes. */
    Failure explained(PageSequence of, Failure failure);

    /** Whether the rows are the whole, as far as is known by now. */
    Finding finding(Evidence evidence);

    /** How it is harvested; null until the first page tells. */
    @Nullable Strategy strategy();

    /** Why it is one chain though there are many rows, in words; null where it isn't, or where nothing else was asked for. */
    @Nullable String obstacle();

    /** How far each part has come, the earliest first; empty for a chain. */
    List<RangeProgress> progress();

    /**
     * Where it stands.
     *
     * @param wholePages whether the rows of pages that have not ended have got to nobody yet
     * @return null where nothing was begun
     */
    @Nullable CheckpointContent checkpoint(Counts counts, boolean wholePages);
}
