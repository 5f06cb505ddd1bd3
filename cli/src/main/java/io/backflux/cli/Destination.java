package io.backflux.cli;

import io.backflux.BacklinksPage;
import io.backflux.HarvestSummary;
import org.jspecify.annotations.Nullable;

/** Where the rows of one target go. Used by one thread at a time, but for its name and its count. */
interface Destination {

    /** As people know it. */
    String name();

    /** Rows that are there, of all runs. */
    long rows();

    /** Halves of surrogate pairs in these rows that were written as U+FFFD, of all runs as far as is known. */
    long replaced();

    /** What these rows come to, of all runs; null where no delta was asked for. */
    @Nullable Changes changes();

    /** What lies here by now, for a later {@code --resume}. */
    Standing standing();

    /**
     * Finds out, before anything is bought, whether it can be written, and from where on. Changes nothing that is there.
     *
     * @return null for the beginning
     * @throws FileRefusedException if what is there doesn't go with what was asked for
     * @throws UnwritableException if it can't be written, or somebody else is writing it
     */
    @Nullable HarvestState look();

    /** As {@link #look()}, and keeps everybody else from writing it. One of the three below it must follow in the end. */
    @Nullable HarvestState open();

    /**
     * A page and, with it, where to resume: either all of it lasts when this returns, or what was there before.
     *
     * @throws UnwritableException if it can't be written
     */
    void write(BacklinksPage page);

    /**
     * All pages are written.
     *
     * @throws UnwritableException if that can't be noted
     */
    void end(HarvestSummary how);

    /** A page couldn't be written, or none was asked for: what was there before it stays. */
    void abandon();
}
