package io.backflux.cli;

/** What becomes of a file that is there already. */
enum Existing {
    /** It stays, and nothing is harvested. */
    REFUSED,
    /** The harvest that wrote it is resumed: {@code --resume}. */
    RESUMED,
    /** A harvest from the beginning takes its place: {@code --force}. */
    REPLACED
}
