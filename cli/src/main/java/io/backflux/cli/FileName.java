package io.backflux.cli;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of a target's file: safe in every file system, and never that of another target. */
final class FileName {

    private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,100}");
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern SCHEME = Pattern.compile("^https?://", Pattern.CASE_INSENSITIVE);
    private static final String ENDING = ".ndjson";
    private static final int SHOWN = 80;
    private static final int DIGEST_BYTES = 8;

    private FileName() {}

    /** A domain as it is; anything else shortened, with a digest behind a {@code ~}, which no domain has. */
    static String of(String target) {
        if (PLAIN.matcher(target).matches()) {
            return target + ENDING;
        }
        String words = UNSAFE.matcher(SCHEME.matcher(target).replaceFirst("")).replaceAll("-");
        String start = words.substring(0, Math.min(words.length(), SHOWN)).replaceFirst("^[.-]+", "");
        return start + "~" + digest(target) + ENDING;
    }

    /**
     * The same for a target that may be there several times, with other parameters.
     *
     * @param own its parameters, as a text; empty for none
     */
    static String of(String target, String own) {
        if (own.isEmpty()) {
            return of(target);
        }
        String plain = of(target);
        return plain.substring(0, plain.length() - ENDING.length()) + "~" + digest(target + '\n' + own) + ENDING;
    }

    /** The same file's name in another format. */
    static String in(RowFormat format, String name) {
        return format.fileName(name.substring(0, name.length() - ENDING.length()));
    }

    private static String digest(String target) {
        return HexFormat.of().formatHex(Hashes.sha256(target), 0, DIGEST_BYTES);
    }
}
