package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.NdjsonWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as JSON, one a line. */
class NdjsonRows implements RowWriter {

    private final NdjsonWriter writer;

    NdjsonRows(OutputStream out, TextForm form) {
        this.writer = form.writer(out);
    }

    @Override
    public void begin() {}

    @Override
    public void write(Backlink row) throws IOException {
        writer.write(row);
    }

    @Override
    public void endPage() throws IOException {
        writer.flush();
    }

    @Override
    public long replaced() {
        return writer.replaced();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
