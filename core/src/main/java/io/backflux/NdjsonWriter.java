package io.backflux;

import io.backflux.wire.RowEncoder;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes rows as NDJSON: one JSON object a line, UTF-8, the API's names, equal to the row that came in (the order of
 * keys aside). Only half a surrogate pair, as where the API cut a text within a character, is written as U+FFFD and
 * counted, because strict readers refuse the line or the whole file; a writer made by {@link #exact} keeps it. U+0085,
 * U+2028 and U+2029 are escaped by both, since some readers end a line there. Buffers some KiB; blocks as the stream
 * does, so keep it off the threads of an event loop. Not for use by several threads at once.
 */
public final class NdjsonWriter implements Closeable, Flushable {

    private final RowEncoder encoder;

    /**
     * A writer that begins where the stream stands.
     *
     * @param out closed with this writer
     */
    public NdjsonWriter(OutputStream out) {
        this(out, false);
    }

    private NdjsonWriter(OutputStream out, boolean exact) {
        this.encoder = new RowEncoder(out, exact);
    }

    /**
     * A writer that keeps half a surrogate pair as its escape, which strict readers refuse.
     *
     * @param out closed with this writer
     */
    public static NdjsonWriter exact(OutputStream out) {
        return new NdjsonWriter(out, true);
    }

    /** Halves of surrogate pairs that were written as U+FFFD so far; 0 for an exact writer. */
    public long replaced() {
        return encoder.replaced();
    }

    /**
     * Writes a row and a line end.
     *
     * @throws IOException if the stream does not take the bytes
     */
    public void write(Backlink row) throws IOException {
        run(() -> encoder.writeLine(row));
    }

    @Override
    public void flush() throws IOException {
        run(encoder::flush);
    }

    @Override
    public void close() throws IOException {
        run(encoder::close);
    }

    private static void run(Runnable step) throws IOException {
        try {
            step.run();
        } catch (JacksonIOException failed) {
            throw failed.getCause();
        }
    }
}
