package io.backflux.cli;

/**
 * How much of a file is good.
 *
 * @param length bytes of it
 * @param checksum of the last of them
 * @param waiting bytes of the rows that wait beside it to be written into it; 0 unless its format wants many rows at once
 * @param waitingChecksum of the last of them
 */
record Extent(long length, int checksum, long waiting, int waitingChecksum) {

    static final Extent NOTHING = new Extent(0, 0, 0, 0);
}
