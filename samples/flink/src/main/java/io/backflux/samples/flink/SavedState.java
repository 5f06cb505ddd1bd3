package io.backflux.samples.flink;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.util.FileUtils;

/** Where Flink keeps how far the job is: for the owner's eyes only, as it holds the API's token. */
final class SavedState {

    private final Path folder;

    SavedState(Path folder) {
        this.folder = folder;
    }

    /** A configuration that keeps checkpoints there, and begins with the last one where there is one. */
    Configuration resume() throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, 3);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofMinutes(1));
        last().ifPresent(checkpoint -> configuration.set(
                StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.toUri().toString()));
        return configuration;
    }

    /** The newest checkpoint that is whole: one that has its metadata. Flink may be deleting others. */
    Optional<Path> last() {
        return inside(folder)
                .flatMap(SavedState::inside)
                .filter(checkpoint -> Files.exists(metadata(checkpoint)))
                .max(Comparator.comparing(SavedState::ended));
    }

    private static Stream<Path> inside(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null ? Stream.empty() : Arrays.stream(files).map(File::toPath);
    }

    private static Path metadata(Path checkpoint) {
        return checkpoint.resolve("_metadata");
    }

    /** When the checkpoint was whole. */
    static FileTime ended(Path checkpoint) {
        return modified(metadata(checkpoint));
    }

    static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    /** The job has ended, and needs it no more; Flink may still be deleting files of it. */
    void delete() {
        FileUtils.deleteDirectoryQuietly(folder.toFile());
    }
}
