package io.backflux.cli;

import io.backflux.Backlink;
import java.io.Closeable;
import java.io.IOException;

/** Writes rows into a stream, so that what came before the end of any page can be read by itself. */
interface RowWriter extends Closeable {

    /** What stands before the first row of a file, if anything. */
    void begin() throws IOException;

    void write(Backlink row) throws IOException;

    /** All that was written is in the stream, and whole: the file may be cut here, and continued by a new writer. */
    void endPage() throws IOException;

    /** Halves of surrogate pairs that were written as U+FFFD so far. */
    long replaced();
}
