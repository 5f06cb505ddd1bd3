package io.backflux.cli;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with the lines of a list, of which as many are kept as anybody reads. */
final class ListProblems {

    private static final int MOST = 20;

    private final String file;
    private final List<String> first = new ArrayList<>();
    private long count;

    /**
     * @param file as people know it
     */
    ListProblems(String file) {
        this.file = file;
    }

    void add(long line, String what) {
        if (count++ < MOST) {
            first.add(file + ":" + line + ": " + Failure.oneLine(what));
        }
    }

    long count() {
        return count;
    }

    /** A line for each, in the form that editors jump to, and how many more there are. */
    List<String> lines() {
        if (count <= MOST) {
            return first;
        }
        List<String> lines = new ArrayList<>(first);
        lines.add("and " + Figures.count(count - MOST) + " more like these");
        return lines;
    }
}
