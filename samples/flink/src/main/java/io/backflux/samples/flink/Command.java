package io.backflux.samples.flink;

import io.backflux.BacklinksQuery;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted.
 *
 * @param simulatedRows of each target; 0 for the real API
 * @param isTraced whether a failure is printed with its stack trace
 */
record Command(Path folder, long simulatedRows, boolean isTraced, List<String> targets) {

    static final String USAGE = "usage: samples/flink/run FOLDER [--simulate ROWS] [--trace] TARGET...";

    Command {
        targets = List.copyOf(targets);
    }

    /**
     * Reads the words behind the command's name.
     *
     * @throws IllegalArgumentException if they are no command; the message says what to do
     */
    static Command of(List<String> words) {
        Deque<String> left = new ArrayDeque<>(words);
        List<String> names = new ArrayList<>();
        long rows = 0;
        boolean isTraced = false;
        while (!left.isEmpty()) {
            String word = left.remove();
            switch (word) {
                case "--simulate" -> rows = rows(left.poll());
                case "--trace" -> isTraced = true;
                default -> names.add(name(word));
            }
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(USAGE);
        }
        Path folder = folder(names.get(0));
        List<String> targets = names.subList(1, names.size());
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("no target is given for the folder " + folder + "; " + USAGE);
        }
        checkTargets(targets);
        return new Command(folder, rows, isTraced, targets);
    }

    private static String name(String word) {
        if (word.startsWith("-")) {
            throw new IllegalArgumentException("there is no option " + word + "; " + USAGE);
        }
        return word;
    }

    private static long rows(@Nullable String word) {
        try {
            long rows = Long.parseLong(String.valueOf(word));
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException("--simulate must be followed by a number of rows of at least 1, was "
                + (word == null ? "nothing" : word));
    }

    private static Path folder(String word) {
        try {
            Path folder = Path.of(word);
            boolean isTarget = word.contains("://") || (folder.getNameCount() == 1 && isTarget(word));
            if (isTarget && !folder.isAbsolute() && !Files.isDirectory(folder)) {
                throw new IllegalArgumentException("FOLDER must come first, and " + word
                        + " looks like a target; a folder of that name is ./" + word + ". " + USAGE);
            }
            return folder.toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("FOLDER must be a path, was " + word, e);
        }
    }

    private static boolean isTarget(String word) {
        try {
            BacklinksQuery.of(word);
            return word.indexOf('.') > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void checkTargets(List<String> targets) {
        Set<String> seen = new HashSet<>();
        for (String target : targets) {
            BacklinksQuery.of(target);
            boolean isPage = target.contains("://");
            if (!seen.add(isPage ? target : target.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "the target " + target + " is given twice, and would be paid for twice; give it once");
            }
        }
    }

    boolean isSimulated() {
        return simulatedRows > 0;
    }

    /** What decides about the files: equal for commands of which one may resume the other. */
    String harvest() {
        return (isSimulated() ? "--simulate " + simulatedRows + ' ' : "") + String.join(" ", targets);
    }
}
