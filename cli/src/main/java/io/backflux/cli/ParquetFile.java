package io.backflux.cli;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.backflux.Backlink;
import io.backflux.NdjsonReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file, which takes many rows at once. They wait in a file beside it, page by page, until there are enough of them or the harvest
 * ends; then they become a row group at its end. So it can be read after each of these, and a kill loses none of what was bought.
 */
final class ParquetFile implements RowFile {

    private static final String ENDING = ".waiting";

    /** Row groups are made one at a time: each takes some ten MiB, and a list has many files open. */
    private static final Object ONE_AT_A_TIME = new Object();

    private final Disk disk;
    private final Path waitingPath;
    private final DataFile data;
    private final Layout layout;
    private @Nullable PlainFile waiting;
    private long waitingRows;
    private long replacedBefore;

    ParquetFile(Disk disk, Path path, DataFile data, Layout layout) {
        this.disk = disk;
        this.waitingPath = waitingOf(path);
        this.data = data;
        this.layout = layout;
    }

    /** Beside the file, under its name. */
    static Path waitingOf(Path path) {
        return path.resolveSibling(path.getFileName() + ENDING);
    }

    @Override
    public DataFile data() {
        return data;
    }

    @Override
    public boolean holdsWaiting(Extent covered) throws IOException {
        if (covered.waiting() == 0) {
            return true;
        }
        if (!Files.exists(waitingPath)) {
            return false;
        }
        try (DataFile there = DataFile.open(disk, waitingPath)) {
            return there.length() >= covered.waiting()
                    && there.checksum(covered.waiting()) == covered.waitingChecksum();
        }
    }

    @Override
    public Extent extent() throws IOException {
        long length = data.length();
        Extent beside = waiting == null ? Extent.NOTHING : waiting.extent();
        return new Extent(length, data.checksum(length), beside.length(), beside.checksum());
    }

    @Override
    public void cut(Extent covered) throws IOException {
        data.cut(covered.length());
        if (covered.waiting() > 0) {
            waiting().data().cut(covered.waiting());
            waitingRows = countWaiting();
        } else {
            closeWaiting();
            forgetSettled();
        }
    }

    private PlainFile waiting() throws IOException {
        PlainFile open = waiting;
        if (open == null) {
            open = new PlainFile(DataFile.open(disk, waitingPath), layout);
            waiting = open;
        }
        return open;
    }

    private long countWaiting() throws IOException {
        long rows = 0;
        try (NdjsonReader reader = readWaiting()) {
            while (reader.read() != null) {
                rows++;
            }
        } catch (IllegalArgumentException | ZstdIOException e) {
            throw damaged(e);
        }
        return rows;
    }

    private FileRefusedException damaged(Exception why) {
        return new FileRefusedException(waitingPath + ", with rows that are not in the file yet, is damaged ("
                + why.getMessage() + "); put it back to resume; --force begins anew");
    }

    private NdjsonReader readWaiting() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(waitingPath));
        return new NdjsonReader(new ZstdInputStreamNoFinalizer(bytes));
    }

    @Override
    public void append(List<Backlink> page) throws IOException {
        waiting().append(page);
        waitingRows += page.size();
    }

    @Override
    public boolean isDue() {
        return waitingRows >= layout.rowGroup();
    }

    @Override
    public boolean settle(Instant begun) throws IOException {
        if (waitingRows == 0 && data.length() > 0) {
            return false;
        }
        List<TableColumn> columns = layout.columns(begun);
        synchronized (ONE_AT_A_TIME) {
            if (waitingRows == 0) {
                ParquetAppender.append(data, columns, () -> null);
            } else {
                try (NdjsonReader rows = readWaiting()) {
                    ParquetAppender.append(data, columns, rows::read);
                } catch (IllegalArgumentException | ZstdIOException e) {
                    throw damaged(e);
                }
            }
        }
        data.force();
        closeWaiting();
        return true;
    }

    private void closeWaiting() throws IOException {
        waitingRows = 0;
        PlainFile open = waiting;
        if (open != null) {
            waiting = null;
            replacedBefore += open.replaced();
            open.close();
        }
    }

    @Override
    public void forgetSettled() throws IOException {
        if (Files.exists(waitingPath)) {
            disk.delete(waitingPath);
        }
    }

    @Override
    public long replaced() {
        return replacedBefore + (waiting == null ? 0 : waiting.replaced());
    }

    @Override
    public void deleteIfMade() throws IOException {
        data.deleteIfMade();
        if (waiting != null) {
            waiting.deleteIfMade();
        }
    }

    @Override
    public void close() throws IOException {
        try (data) {
            if (waiting != null) {
                waiting.close();
            }
        }
    }
}
