package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Delta;
import io.backflux.HarvestSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Standard output, a pipe, a device: what is written there is gone, and no checkpoint can speak of it. */
final class RowStream implements Destination {

    /** Opens what is written to. */
    private interface Source {
        OutputStream open() throws IOException;
    }

    private final String name;
    private final @Nullable Path path;
    private final Source source;
    private final Layout layout;
    private final @Nullable Delta delta;
    private final AtomicLong rows = new AtomicLong();
    private @Nullable RowWriter writer;
    private volatile @Nullable Changes changes;

    private RowStream(String name, @Nullable Path path, Layout layout, @Nullable Delta delta, Source source) {
        this.name = name;
        this.path = path;
        this.layout = layout;
        this.delta = delta;
        this.changes = delta == null ? null : Changes.since(delta);
        this.source = source;
    }

    static RowStream at(Path path, Layout layout, @Nullable Delta delta) {
        return new RowStream(
                path.toString(),
                path,
                layout,
                delta,
                () -> Files.newOutputStream(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** The stream isn't closed, as it isn't ours. */
    static RowStream on(OutputStream stream, Layout layout, @Nullable Delta delta) {
        return new RowStream("standard output", null, layout, delta, () -> new FramedStream.Unclosed(stream));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long rows() {
        return rows.get();
    }

    @Override
    public long replaced() {
        return writer == null ? 0 : writer.replaced();
    }

    @Override
    public @Nullable Changes changes() {
        return changes;
    }

    @Override
    public Standing standing() {
        return Standing.NOTHING;
    }

    @Override
    public @Nullable HarvestState look() {
        if (!layout.format().isStreamable()) {
            throw new IllegalArgumentException(layout.format().word() + " can't go to " + name
                    + ": its end says where everything stands; let --out be a file");
        }
        if (path != null && !Files.exists(path)) {
            throw new UnwritableException(name, new FileSystemException(name, null, "there is no such device"));
        }
        if (path != null && !Files.isWritable(path)) {
            throw new UnwritableException(name, new AccessDeniedException(name));
        }
        return null;
    }

    @Override
    public @Nullable HarvestState open() {
        return null;
    }

    @Override
    public void write(BacklinksPage page) {
        try {
            RowWriter open = writer();
            for (Backlink row : page.items()) {
                open.write(row);
                rows.lazySet(rows.getPlain() + 1);
            }
            open.endPage();
            Changes before = changes;
            changes = before == null || delta == null ? null : before.with(delta, page);
        } catch (IOException e) {
            throw new UnwritableException(name, e);
        }
    }

    /** Even without rows it is opened, for whoever waits at the other end of a pipe. */
    @Override
    public void end(HarvestSummary how) {
        try {
            writer().close();
        } catch (IOException e) {
            throw new UnwritableException(name, e);
        }
    }

    @Override
    public void abandon() {
        RowWriter open = writer;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It was reported when a page couldn't be written.
            }
        }
    }

    private RowWriter writer() throws IOException {
        RowWriter open = writer;
        if (open == null) {
            open = layout.writer(source.open());
            writer = open;
            open.begin();
        }
        return open;
    }
}
