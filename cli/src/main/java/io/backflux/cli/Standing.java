package io.backflux.cli;

/** What lies where the rows go once a harvest is over. */
enum Standing {
    /** Rows that {@code --resume} goes on behind. */
    RESUMABLE,
    /** Nothing that {@code --resume} would go on with. */
    NOTHING,
    /** What was there before, which {@code --force} would have replaced: {@code --resume} would go on with that. */
    EARLIER
}
