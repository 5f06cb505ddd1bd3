package io.backflux.cli;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a ledger: what holds for the files of all targets.
 *
 * @param inFolders whether they lie in folders of their own
 * @param format of their rows
 * @param columns the selected ones, with commas between; empty for whole rows
 */
record LedgerHead(boolean inFolders, RowFormat format, String columns) {

    private static final String NAME = "backflux-ledger 1 ";
    private static final String FOLDERS = "folders";
    private static final String FLAT = "flat";

    /** Null where no ledger that is known begins so. */
    static @Nullable LedgerHead of(@Nullable String line) {
        if (line == null || !line.startsWith(NAME)) {
            return null;
        }
        String[] words = line.substring(NAME.length()).split(" ", -1);
        RowFormat format = words.length > 1 ? format(words[1]) : RowFormat.NDJSON;
        if (format == null) {
            return null;
        }
        LedgerHead head = new LedgerHead(words[0].equals(FOLDERS), format, words.length > 2 ? words[2] : "");
        return head.line().equals(line) ? head : null;
    }

    private static @Nullable RowFormat format(String word) {
        return Arrays.stream(RowFormat.values())
                .filter(format -> format.word().equals(word))
                .findAny()
                .orElse(null);
    }

    String line() {
        boolean isUsual = format == RowFormat.NDJSON && columns.isEmpty();
        return NAME
                + (inFolders ? FOLDERS : FLAT)
                + (isUsual ? "" : " " + format.word())
                + (columns.isEmpty() ? "" : " " + columns);
    }
}
