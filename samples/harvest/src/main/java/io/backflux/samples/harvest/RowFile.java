package io.backflux.samples.harvest;

import io.backflux.Backlink;
import io.backflux.NdjsonWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one target. Opened at its first row, so that a harvest which buys nothing leaves what an earlier one bought.
 * Written by one thread at a time; the count may be read by any.
 */
final class RowFile {

    /** Opens what is written to. */
    private interface Source {
        OutputStream open() throws IOException;
    }

    private final String name;
    private final Source source;
    private final AtomicLong rows = new AtomicLong();
    private @Nullable NdjsonWriter writer;

    private RowFile(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    static RowFile at(Path path) {
        return new RowFile(path.toString(), () -> Files.newOutputStream(path));
    }

    /** The stream isn't closed, as it isn't ours. */
    static RowFile on(OutputStream stream) {
        return new RowFile("standard output", () -> new Unclosed(stream));
    }

    /** As people know it. */
    String name() {
        return name;
    }

    long rows() {
        return rows.get();
    }

    /** @throws UnwritableException if the row can't be written */
    void write(Backlink row) {
        try {
            open().write(row);
            rows.lazySet(rows.getPlain() + 1);
        } catch (IOException e) {
            throw new UnwritableException(name, e);
        }
    }

    /**
     * The end of a whole harvest, even of one without rows.
     *
     * @throws UnwritableException if the last rows can't be written
     */
    void finish() {
        try {
            open().close();
        } catch (IOException e) {
            throw new UnwritableException(name, e);
        }
    }

    /**
     * The end of a failed harvest: what it bought is kept.
     *
     * @throws UnwritableException if the last rows can't be written
     */
    void keep() {
        if (writer != null) {
            finish();
        }
    }

    private NdjsonWriter open() throws IOException {
        NdjsonWriter open = writer;
        if (open == null) {
            open = new NdjsonWriter(source.open());
            writer = open;
        }
        return open;
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
