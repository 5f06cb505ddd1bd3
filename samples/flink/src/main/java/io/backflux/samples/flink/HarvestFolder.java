package io.backflux.samples.flink;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a command: which one began it, and how far that is.
 *
 * <p>The report is the mark of "done". While the job runs it stands in the folder of the state; it is moved once all files are whole,
 * and only then the state is deleted, so whatever a kill leaves says what is to be done.
 */
final class HarvestFolder implements AutoCloseable {

    enum Stage {
        NEW,
        INTERRUPTED,
        DONE
    }

    private final Path folder;
    private @Nullable FileChannel lock;

    HarvestFolder(Path folder) {
        this.folder = folder;
    }

    Path links() {
        return folder.resolve("links");
    }

    Path report() {
        return folder.resolve("report.ndjson");
    }

    /** The report while the job runs. */
    Path reportOfState() {
        return folder.resolve("state").resolve("report.ndjson");
    }

    SavedState state() {
        return new SavedState(folder.resolve("state"));
    }

    private Path command() {
        return folder.resolve("command.txt");
    }

    /**
     * Notes the command in a new folder, and keeps other processes out until it is closed.
     *
     * @throws IllegalArgumentException if the folder can't be this command's; the message says what to do
     */
    Stage open(String harvest) {
        try {
            Files.createDirectories(folder);
            checkBegunBy(harvest);
            if (!Files.exists(command())) {
                note(harvest);
            }
            lock();
            return stage();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the folder " + folder + " can't be written (" + e + "); give one that can", e);
        }
    }

    private void checkBegunBy(String harvest) throws IOException {
        if (!Files.exists(command())) {
            if (Files.exists(report()) || hasLinks()) {
                throw new IllegalArgumentException("the folder " + folder
                        + " has files of another harvest already; give another folder, or delete it");
            }
            return;
        }
        String before = Files.readString(command()).strip();
        if (!before.equals(harvest)) {
            throw new IllegalArgumentException(
                    "the folder " + folder + (stage() == Stage.DONE ? " is of" : " was begun by")
                            + " another command, with: " + before + "; give that command, or another folder");
        }
    }

    private Stage stage() throws IOException {
        if (Files.exists(report())) {
            return Stage.DONE;
        }
        Optional<Path> last = state().last();
        // Files are finished by checkpoints. One after the last that is left: Flink has deleted its newest, as the job
        // had ended well.
        if (Files.exists(reportOfState()) && hasLinksAfter(last.map(SavedState::ended))) {
            return Stage.DONE;
        }
        if (last.isPresent()) {
            return Stage.INTERRUPTED;
        }
        if (!hasLinks()) {
            return Stage.NEW;
        }
        throw new IllegalArgumentException("the folder " + folder
                + " has links, but nothing says any more how far the job was; give another folder, or delete it");
    }

    /** Two at once would resume the same state. */
    private void lock() throws IOException {
        FileChannel channel = FileChannel.open(command(), StandardOpenOption.WRITE);
        lock = channel;
        if (channel.tryLock() == null) {
            throw new IllegalArgumentException(
                    "another process is at work in the folder " + folder + "; wait until it ends, or stop it");
        }
    }

    /** Lets other processes in. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    private void note(String harvest) throws IOException {
        Path unfinished = folder.resolve("command.txt.inprogress");
        Files.writeString(unfinished, harvest + '\n');
        Files.move(unfinished, command(), StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean hasLinks() throws IOException {
        return hasLinksAfter(Optional.empty());
    }

    private boolean hasLinksAfter(Optional<FileTime> time) throws IOException {
        return files().stream()
                .filter(file -> !isUnfinished(file))
                .anyMatch(file -> time.isEmpty() || SavedState.modified(file).compareTo(time.get()) > 0);
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(links())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(links())) {
            return files.toList();
        }
    }

    private static boolean isUnfinished(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** The job has ended well, here or in a process that was killed right after. */
    void finish() throws IOException {
        if (!Files.exists(report())) {
            Files.move(reportOfState(), report(), StandardCopyOption.ATOMIC_MOVE);
        }
        for (Path file : files()) {
            if (isUnfinished(file)) { // Of a process that was killed.
                Files.deleteIfExists(file);
            }
        }
        state().delete();
    }
}
