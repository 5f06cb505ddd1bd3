package io.backflux.cli;

import io.backflux.Backlink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A target's rows on disk, whatever their format: written page by page, cut back to where a checkpoint stands, and continued there. While
 * it is open no other process writes it. What {@link #append} and {@link #settle} have written lasts when they return, and only counts once
 * {@link #extent} is in the checkpoint.
 */
interface RowFile extends Closeable {

    /** Made where it isn't there. */
    static RowFile open(Disk disk, Path path, Layout layout) throws IOException {
        DataFile data = DataFile.open(disk, path);
        return layout.format().isParquet() ? new ParquetFile(disk, path, data, layout) : new PlainFile(data, layout);
    }

    /** What is good of the file itself. */
    DataFile data();

    /** Whether the rows that wait beside it are those that its checkpoint covers. */
    boolean holdsWaiting(Extent covered) throws IOException;

    /** All that is there by now. */
    Extent extent() throws IOException;

    /** What is written next follows this. */
    void cut(Extent covered) throws IOException;

    void append(List<Backlink> page) throws IOException;

    /**
     * Whether so many rows wait that they should be settled.
     */
    boolean isDue();

    /**
     * Writes what waits into the file, so that its readers find it. Until the new extent is in the checkpoint and {@link #forgetSettled()}
     * follows, the old one can be cut back to.
     *
     * @param begun when the harvest began
     * @return whether there was anything to write
     */
    boolean settle(Instant begun) throws IOException;

    void forgetSettled() throws IOException;

    /** Halves of surrogate pairs that were written as U+FFFD since it was opened. */
    long replaced();

    /** Takes an empty one away again if this run made it. */
    void deleteIfMade() throws IOException;
}
