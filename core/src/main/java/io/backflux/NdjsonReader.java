package io.backflux;

import io.backflux.wire.RowLines;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows back that {@link NdjsonWriter} wrote, each equal to the one that was written. Buffers little more than a row; blocks as the
 * stream does. Not for use by several threads at once.
 */
public final class NdjsonReader implements Closeable {

    private final RowLines lines;

    /**
     * A reader that begins where the stream stands.
     *
     * @param in read in large pieces; closed with this reader
     */
    public NdjsonReader(InputStream in) {
        this.lines = new RowLines(in);
    }

    /**
     * The next row; null behind the last one.
     *
     * @throws IOException if the stream can't be read
     * @throws IllegalArgumentException if a line is not one JSON object; the message names its number
     */
    public @Nullable Backlink read() throws IOException {
        return lines.next();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
