package io.backflux.benchmarks.harvest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A target whose name says how its pages come, such as {@code 100000.pretty.gzip.example}.
 *
 * @param rows backlinks in all, whole pages of them
 * @param pretty with white space and escaped slashes, as the API writes; else neither
 */
record Site(long rows, boolean pretty, boolean gzip) {

    static final int PAGE_ROWS = 1_000;

    private static final Pattern TARGET = Pattern.compile("(\\d+)\\.(pretty|minified)\\.(gzip|plain)\\.example");

    Site {
        if (rows < PAGE_ROWS || rows % PAGE_ROWS != 0) {
            throw new IllegalArgumentException("rows must be a multiple of " + PAGE_ROWS + ", was " + rows);
        }
    }

    static Site of(String target) {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new IllegalArgumentException("target must be like 100000.pretty.gzip.example, was " + target);
        }
        return new Site(
                Long.parseLong(parts.group(1)),
                parts.group(2).equals("pretty"),
                parts.group(3).equals("gzip"));
    }

    String target() {
        return rows + "." + form() + "." + coding() + ".example";
    }

    /** In words, for a table. */
    String setting() {
        return coding() + " " + form();
    }

    long pages() {
        return rows / PAGE_ROWS;
    }

    private String form() {
        return pretty ? "pretty" : "minified";
    }

    private String coding() {
        return gzip ? "gzip" : "plain";
    }
}
