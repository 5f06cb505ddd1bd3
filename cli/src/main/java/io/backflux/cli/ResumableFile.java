package io.backflux.cli;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.Delta;
import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import io.backflux.NdjsonWriter;
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
    private final TextForm form;
    private final @Nullable Delta delta;
    private final AtomicLong rows = new AtomicLong();

    private @Nullable DataFile file;
    private @Nullable NdjsonWriter writer;
    private long replacedBefore;
    private @Nullable HarvestState found;
    private @Nullable HarvestState state;
    private volatile @Nullable Changes changes;

    /**
     * @param server who is asked: one file never mixes two servers' rows
     * @param delta what the rows are counted by; null where they aren't
     */
    ResumableFile(Disk disk, Path path, String server, Existing existing, TextForm form, @Nullable Delta delta) {
        this.disk = disk;
        this.path = path;
        this.stateFile = StateFile.of(disk, path);
        this.server = server;
        this.existing = existing;
        this.form = form;
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
        try (DataFile there = DataFile.open(disk, path)) {
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

    private void checkFolder(Path file, Path told) throws IOException {
        Path folder = StateFile.folderOf(file);
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(name());
        }
        if (!Files.isWritable(folder)) {
            throw new UnwritableException(told.toString(), new AccessDeniedException(told.toString()));
        }
    }

    private @Nullable HarvestState beginning(@Nullable DataFile there) throws IOException {
        return existing == Existing.REPLACED
                ? null
                : new Beginning(path, server).from(existing, there, stateFile.read());
    }

    @Override
    public @Nullable HarvestState open() {
        try {
            DataFile opened = DataFile.open(disk, path);
            file = opened;
            stateFile.tidy();
            HarvestState from = beginning(opened);
            if (from != null) {
                opened.cut(from.length());
                rows.set(Objects.requireNonNull(from.checkpoint()).received());
                replacedBefore = from.replaced();
                changes = from.changes();
            }
            state = from;
            writer = form.writer(opened.stream());
            return from;
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
    }

    @Override
    public void write(BacklinksPage page) {
        DataFile open = opened();
        if (state == null) {
            save(HarvestState.begun(now(), server));
        }
        try {
            if (rows.get() == 0) {
                open.cut(0); // What --force replaces stays until here.
            }
            append(page);
            open.force();
        } catch (IOException e) {
            throw new UnwritableException(name(), e);
        }
        Changes counted = counted(page);
        save(covering(page.checkpoint(), HarvestState.RUNNING, "", unpriced(), counted));
        changes = counted;
        rows.set(page.checkpoint().received());
    }

    private void append(BacklinksPage page) throws IOException {
        NdjsonWriter open = Objects.requireNonNull(writer);
        for (Backlink row : page.items()) {
            open.write(row);
        }
        open.flush();
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
            long length = opened().length();
            int checksum = opened().checksum(length);
            long replaced = replacedBefore + Objects.requireNonNull(writer).replaced();
            return new HarvestState(
                    now(), server, status, reason, length, checksum, replaced, unpriced, checkpoint, counted);
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

    private DataFile opened() {
        return Objects.requireNonNull(file, "open() comes first");
    }

    @Override
    public void end(HarvestSummary how) {
        try {
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
        DataFile open = file;
        if (open == null) {
            return;
        }
        file = null;
        try (open) {
            if (state != null) {
                open.cut(state.length());
            } else {
                open.deleteIfMade();
            }
        } catch (IOException e) {
            // Resuming cuts it off, too.
        }
    }
}
