package io.backflux.cli;

import java.util.List;

/** A list of targets of which some lines can't be used. */
final class ListRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> lines;

    /**
     * @param lines what is wrong with each, to be shown before the message
     */
    ListRefusedException(String message, List<String> lines) {
        super(message);
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
