package io.backflux.cli;

import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.Delta;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file of rows with its checkpoint beside it. The rows of a page come first, then the checkpoint that covers them; whatever
 * kills the process in between, the file is cut back to what is covered, and is resumed there.
 */
final class ResumableFile implements Destination {

    private final Disk disk;
    private final Path path;
    private final StateFile stateFile;
    private final String server;
    private final Existing existing;
    private final Layout layout;
    private final @Nullable Delta delta;
    private final AtomicLong rows = new AtomicLong();

    private @Nullable RowFile file;
    private long replacedBefore;
    private @Nullable HarvestState found;
    private @Nullable HarvestState state;
    private volatile @Nullable Changes changes;

    /**
     * @param server who is asked: one file never mixes two servers' rows
     * @param delta what the rows are counted by; null where they aren't
     */
    ResumableFile(Disk disk, Path path, String server, Existing existing, Layout layout, @Nullable Delta delta) {
        this.disk = disk;
        this.path = path;
        this.stateFile = StateFile.of(disk, path);
        this.server = server;
        this.existing = existing;
        this.layout = layout;
        this.delta = delta;
        this.changes = delta == null ? null : Changes.since(delta);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long rows() {
        return rows.get();
    }

    @Override
    public long replaced() {
        return state == null ? 0 : state.replaced();
    }

    @Override
    public @Nullable Changes changes() {
        return changes;
    }

    @Override
    public Standing standing() {
        HarvestState now = state == null ? found : state;
        if (now != null && now.checkpoint() != null) {
            return Standing.RESUMABLE;
        }
        return existing == Existing.REPLACED && state == null && hasRows() ? Standing.EARLIER : Standing.NOTHING;
    }

    private boolean hasRows() {
        try {
            return Files.size(path) > 0;
        } catch (IOException e) {
            return false; // As where there is none.
        }
    }

    @Override
    public @Nullable HarvestState look() {
        try {
            checkFolders();
            found = Files.exists(path) ? foundInFile() : beginning(null);
            return found;
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
    }

    private @Nullable HarvestState foundInFile() throws IOException {
        try (RowFile there = RowFile.open(disk, path, layout)) {
            return beginning(there);
        }
    }

    /** The checkpoint is made beside the name, and the file where a link says. */
    private void checkFolders() throws IOException {
        Path place = Location.of(path).path();
        if (Files.exists(place)) {
            checkFolder(path, stateFile.path());
        } else {
            checkFolder(path, path);
            checkFolder(place, path);
        }
    }

    private void checkFolder(Path file, Path named) throws IOException {
        Path folder = StateFile.folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(name());
        }
        if (!Files.isWritable(folder)) {
            throw new UnwritableException(named.toString(), new AccessDeniedException(named.toString()));
        }
    }

    private @Nullable HarvestState beginning(@Nullable RowFile there) throws IOException {
        if (existing == Existing.REPLACED) {
            return null;
        }
        HarvestState from = new Beginning(path, server, layout.format())
                .from(existing, there == null ? null : there.data(), stateFile.read());
        if (from != null && there != null && !there.holdsWaiting(from.extent())) {
            throw new FileRefusedException(ParquetFile.waitingOf(path)
                    + ", with rows that are not in " + path.getFileName()
                    + " yet, is gone or was changed; put it back to resume; --force begins anew");
        }
        if (from != null) {
            Columns.check(
                    "the rows in " + path, from.columns(), layout.selected().words());
        }
        return from;
    }

    @Override
    public @Nullable HarvestState open() {
        try {
            RowFile opened = RowFile.open(disk, path, layout);
            file = opened;
            stateFile.tidy();
            HarvestState from = beginning(opened);
            if (from != null) {
                opened.cut(from.extent());
                rows.set(Objects.requireNonNull(from.checkpoint()).received());
                replacedBefore = from.replaced();
                changes = from.changes();
            }
            state = from;
            if (opened.isDue()) {
                settle(opened); // As the run would have that was killed.
            }
            return state;
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
    }

    @Override
    public void write(BacklinksPage page) {
        RowFile open = opened();
        if (state == null) {
            save(HarvestState.begun(now(), server).in(layout));
        }
        try {
            if (rows.get() == 0) {
                open.cut(Extent.NOTHING); // What --force replaces stays until here.
            }
            open.append(page.items());
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
        Changes counted = counted(page);
        save(covering(page.checkpoint(), HarvestState.RUNNING, "", unpriced(), counted));
        changes = counted;
        rows.set(page.checkpoint().received());
        if (open.isDue()) {
            settle(open);
        }
    }

    /** The checkpoint still covers the same rows, wherever they are by now. */
    private void settle(RowFile open) {
        HarvestState before = state;
        Checkpoint reached = before == null ? null : before.checkpoint();
        if (before == null || reached == null) {
            return;
        }
        Instant begun = reached.begun();
        try {
            if (open.settle(begun == null ? before.saved() : begun)) {
                save(before.covering(open.extent()));
                open.forgetSettled();
            }
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
    }

    private @Nullable Changes counted(BacklinksPage page) {
        Changes before = changes;
        return before == null || delta == null ? null : before.with(delta, page);
    }

    private BigDecimal unpriced() {
        return state == null ? BigDecimal.ZERO : state.unpriced();
    }

    private HarvestState covering(
            Checkpoint checkpoint, String status, String reason, BigDecimal unpriced, @Nullable Changes counted) {
        try {
            RowFile open = opened();
            Extent extent = open.extent();
            return new HarvestState(
                    now(),
                    server,
                    status,
                    reason,
                    extent.length(),
                    extent.checksum(),
                    replacedBefore + open.replaced(),
                    unpriced,
                    checkpoint,
                    counted,
                    layout.format(),
                    extent.waiting(),
                    extent.waitingChecksum(),
                    layout.selected().words());
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
    }

    private void save(HarvestState next) {
        try {
            stateFile.write(next);
            state = next;
        } catch (IOException e) {
            throw new UnwritableException(stateFile.path().toString(), e);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private RowFile opened() {
        return Objects.requireNonNull(file, "open() comes first");
    }

    @Override
    public void end(HarvestSummary how) {
        try {
            settle(opened());
            note(how);
        } finally {
            abandon();
        }
    }

    private void note(HarvestSummary how) {
        Checkpoint checkpoint = how.checkpoint();
        if (checkpoint != null && state != null && checkpoint.received() == rows.get() && hasSentSomething(how)) {
            String status = how.status().name().toLowerCase(Locale.ROOT);
            save(covering(checkpoint, status, how.reason(), how.unpriced(), changes));
        }
    }

    /** What was whole before stays as it was noted then. */
    private static boolean hasSentSomething(HarvestSummary how) {
        HarvestProgress before = how.resumedFrom();
        return before == null || before.requests() < how.progress().requests();
    }

    /** Cuts off what no checkpoint covers, so that the file ends with a whole row. */
    @Override
    public void abandon() {
        RowFile open = file;
        if (open == null) {
            return;
        }
        file = null;
        try (open) {
            if (state != null) {
                open.cut(state.extent());
            } else {
                open.deleteIfMade();
            }
        } catch (IOException e) {
            // Resuming cuts it off, too.
        }
    }
}
