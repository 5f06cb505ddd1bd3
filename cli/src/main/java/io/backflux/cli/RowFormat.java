package io.backflux.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How rows stand in a file. Its name's ending tells, or {@code --format}. */
@SuppressWarnings("ImmutableEnumChecker") // The lists are.
enum RowFormat {
    NDJSON("ndjson", ".ndjson", ".jsonl"),
    NDJSON_ZST("ndjson.zst", ".ndjson.zst", ".jsonl.zst"),
    NDJSON_GZ("ndjson.gz", ".ndjson.gz", ".jsonl.gz"),
    CSV("csv", ".csv"),
    PARQUET("parquet", ".parquet"),
    /** Parquet with each row's target and the time of its harvest, so that the files of a list are one table. */
    DATASET("parquet-dataset");

    private static final String PART = "part-";

    private final String word;
    private final List<String> endings;

    RowFormat(String word, String... endings) {
        this.word = word;
        this.endings = List.of(endings);
    }

    /** Its name, for people and in checkpoints. */
    String word() {
        return word;
    }

    /** With a dot. */
    String ending() {
        return isParquet() ? PARQUET.endings.get(0) : endings.get(0);
    }

    /** The name of a target's file in a folder. */
    String fileName(String stem) {
        return (this == DATASET ? PART : "") + stem + ending();
    }

    boolean isParquet() {
        return this == PARQUET || this == DATASET;
    }

    /** Whether all of it can go down a pipe. */
    boolean isStreamable() {
        return !isParquet();
    }

    /** Null where no format has this name. */
    static @Nullable RowFormat named(String word) {
        return Arrays.stream(values())
                .filter(format -> format.word.equals(word.toLowerCase(Locale.ROOT)))
                .findAny()
                .orElse(null);
    }

    /** The same of those that a single file can have. */
    private static String wordsOfFiles() {
        return Arrays.stream(values())
                .filter(format -> format != DATASET)
                .map(RowFormat::word)
                .collect(Collectors.joining(", "));
    }

    /** Their names, with commas. */
    static String words() {
        return Arrays.stream(values()).map(RowFormat::word).collect(Collectors.joining(", "));
    }

    /** The one in which a folder's files, or what isn't in a file, are written. */
    static RowFormat orNdjson(@Nullable RowFormat wanted) {
        return wanted == null ? NDJSON : wanted;
    }

    /**
     * The format of a file of this name.
     *
     * @param wanted by {@code --format}; null where nobody said
     * @throws IllegalArgumentException if the name says another, or none that is known
     */
    static RowFormat of(Path file, @Nullable RowFormat wanted) {
        String name = Objects.requireNonNullElse(file.getFileName(), file).toString();
        RowFormat named = byEnding(name);
        if (wanted != null && named != null && wanted != named) {
            throw new IllegalArgumentException("--format " + wanted.word + " contradicts --out " + file
                    + ", which ends as " + named.word + " does; leave one of them out");
        }
        if (wanted == null && named == null && name.lastIndexOf('.') > 0) {
            throw new IllegalArgumentException("the ending of --out " + file + " is of no format that is known; add "
                    + "--format (" + wordsOfFiles() + "), or let it end in " + endingsInWords());
        }
        return orNdjson(named == null ? wanted : named);
    }

    private static @Nullable RowFormat byEnding(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.endings.stream().anyMatch(lower::endsWith))
                .findAny()
                .orElse(null);
    }

    private static String endingsInWords() {
        return Arrays.stream(values())
                .filter(format -> format != DATASET)
                .map(RowFormat::ending)
                .collect(Collectors.joining(", "));
    }
}
