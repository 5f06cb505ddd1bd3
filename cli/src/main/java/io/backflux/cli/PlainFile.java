package io.backflux.cli;

import io.backflux.Backlink;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** A file whose rows can be read as soon as their page is written. */
final class PlainFile implements RowFile {

    private final DataFile data;
    private final RowWriter writer;

    PlainFile(DataFile data, Layout layout) {
        this.data = data;
        this.writer = layout.writer(data.stream());
    }

    @Override
    public DataFile data() {
        return data;
    }

    @Override
    public boolean holdsWaiting(Extent covered) {
        return covered.waiting() == 0;
    }

    @Override
    public Extent extent() throws IOException {
        long length = data.length();
        return new Extent(length, data.checksum(length), 0, 0);
    }

    @Override
    public void cut(Extent covered) throws IOException {
        data.cut(covered.length());
    }

    @Override
    public void append(List<Backlink> page) throws IOException {
        if (data.length() == 0) {
            writer.begin();
        }
        for (Backlink row : page) {
            writer.write(row);
        }
        writer.endPage();
        data.force();
    }

    @Override
    public boolean isDue() {
        return false;
    }

    @Override
    public boolean settle(Instant begun) {
        return false;
    }

    @Override
    public void forgetSettled() {}

    @Override
    public long replaced() {
        return writer.replaced();
    }

    @Override
    public void deleteIfMade() throws IOException {
        data.deleteIfMade();
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
