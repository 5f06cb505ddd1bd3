package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.Delta;
import io.backflux.error.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code --since} names, if anything, and so what is harvested of each target. Reads checkpoints, and writes nothing. */
final class Since {

    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?");
    private static final String SUCH_AS = "such as 2026-11-20 or 2026-11-20T03:00:00Z";

    private final String server;
    private final @Nullable Delta delta;
    private final @Nullable Path path;

    /** Of a folder's checkpoints, by the hash of the file's name: a list is gone through several times. */
    private final Map<Long, Delta> known = new ConcurrentHashMap<>();

    /** Both are null where the whole is harvested. */
    private Since(String server, @Nullable Delta delta, @Nullable Path path) {
        this.server = server;
        this.delta = delta;
        this.path = path;
    }

    /**
     * @param text a date, a checkpoint, the file of rows beside one, or the folder of several; null for the whole
     * @param server who is asked
     * @throws IllegalArgumentException if it is none of these, or a date in the future
     */
    static Since of(@Nullable String text, String server, Instant now) {
        if (text == null) {
            return new Since(server, null, null);
        }
        if (DATE.matcher(text).matches()) {
            return new Since(server, Delta.since(past(time(text), now)), null);
        }
        Path path = Outputs.path("--since", text);
        if (!Files.exists(path) && !Files.exists(StateFile.pathOf(path))) {
            throw new IllegalArgumentException("--since must be a date in UTC, " + SUCH_AS
                    + ", or the checkpoint of an earlier harvest, or its folder; there is no file " + path);
        }
        return new Since(server, null, path);
    }

    private static Instant time(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return OffsetDateTime.parse(text.replaceFirst(" ", "T").replace(" ", ""))
                    .toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "--since must be a date or a time with its zone, " + SUCH_AS + ", was \"" + text + '"', e);
        }
    }

    private static Instant past(Instant time, Instant now) {
        if (time.isAfter(now)) {
            throw new IllegalArgumentException("--since must not lie in the future, was " + time + ", and it is "
                    + now.truncatedTo(ChronoUnit.SECONDS));
        }
        return time;
    }

    /** Whether only what has changed is harvested. */
    boolean isSet() {
        return delta != null || path != null;
    }

    /**
     * The query for what is harvested.
     *
     * @param fileName of the target's rows in a folder
     * @throws IllegalArgumentException if nothing tells since when, or the filters have no room
     */
    BacklinksQuery of(BacklinksQuery whole, String fileName) {
        Delta changed = delta(whole.target(), fileName);
        return changed == null ? whole : changed.of(whole);
    }

    /** The delta of a target; null for the whole. */
    @Nullable Delta delta(String target, String fileName) {
        return path == null
                ? delta
                : known.computeIfAbsent(Hashes.of(fileName), hash -> read(state(path, target, fileName), target));
    }

    private Delta read(Path state, String target) {
        HarvestState there = load(state);
        Checkpoint checkpoint = there.checkpoint();
        if (checkpoint == null) {
            throw refused(state, "its harvest has no rows; harvest it once without --since");
        }
        if (!checkpoint.isComplete()) {
            throw refused(state, "its harvest isn't complete; --resume it to its end first, or name a date");
        }
        if (!TargetSpelling.name(checkpoint.target()).equals(TargetSpelling.name(target))) {
            throw refused(state, "it is of " + checkpoint.target() + ", not of " + target);
        }
        if (!Beginning.isSameServer(server, there.server())) {
            throw refused(state, "it is of " + there.server() + ", not of " + server);
        }
        Instant begun = checkpoint.begun();
        if (begun == null) {
            throw refused(
                    state,
                    "it doesn't say when its harvest began, as an earlier version wrote it; it was complete at "
                            + there.saved() + ", so name a date before that, by as much as it took");
        }
        return Delta.since(begun);
    }

    private static HarvestState load(Path state) {
        try {
            return StateFile.load(state);
        } catch (IOException e) {
            throw refused(state, ListSource.why(e));
        } catch (IllegalArgumentException | CheckpointException e) {
            throw refused(
                    state, e.getMessage() + "; it must be FILE.checkpoint, which lies beside the rows of a harvest");
        }
    }

    private static IllegalArgumentException refused(Path state, String why) {
        return new IllegalArgumentException("--since " + state + " can't be used: " + why);
    }

    private static Path state(Path path, String target, String fileName) {
        if (Files.isDirectory(path)) {
            return inFolder(path, target, fileName);
        }
        Path beside = StateFile.pathOf(path);
        return Files.exists(beside) ? beside : path;
    }

    private static Path inFolder(Path path, String target, String fileName) {
        Path spread = path.resolve(HexFormat.of().toHexDigits(Hashes.sha256(fileName)[0]));
        return Stream.of(path, spread)
                .flatMap(folder -> Arrays.stream(RowFormat.values())
                        .map(format -> StateFile.pathOf(folder.resolve(FileName.in(format, fileName)))))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--since " + path + " has no checkpoint of " + target
                        + "; harvest it once without --since, or name a date"));
    }

    /**
     * Makes sure that the harvest doesn't overwrite what it starts from.
     *
     * @param out where the target's rows go
     * @throws IllegalArgumentException if it would
     */
    void checkNot(String target, String fileName, Path out) {
        if (path != null && isSame(state(path, target, fileName), StateFile.pathOf(out))) {
            throw same(out);
        }
    }

    /**
     * The same of a list.
     *
     * @param out the folder of its rows
     */
    void checkNot(Path out) {
        if (path != null && isSame(Files.isDirectory(path) ? path : StateFile.folderOf(path), out)) {
            throw same(out);
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            return false; // What can't be looked at is refused where it is read.
        }
    }

    private static IllegalArgumentException same(Path out) {
        return new IllegalArgumentException(
                "--since starts from what --out " + out + " would replace; name another --out for what has changed");
    }
}
