package io.backflux.cli;

/** What lies where the rows go once a harvest is over. */
enum Standing {
    /** Rows that {@code --resume} resumes behind. */
    RESUMABLE,
    /** Nothing that {@code --resume} would resume. */
    NOTHING,
    /** What was there before, which {@code --force} would have replaced: {@code --resume} would resume that. */
    EARLIER
}
