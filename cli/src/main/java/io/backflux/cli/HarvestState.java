package io.backflux.cli;

import io.backflux.Checkpoint;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file of rows: how much of it is good, and where its harvest resumes.
 *
 * @param saved when that was so
 * @param server who was asked
 * @param status {@code begun}, {@code running}, or how it ended
 * @param reason why it ended, in words; empty before that
 * @param length bytes that the checkpoint covers
 * @param checksum of the last of them
 * @param replaced halves of surrogate pairs that were written as U+FFFD, within the length
 * @param unpriced USD set aside for answers that never named their price
 * @param checkpoint null before the first page
 * @param changes what its rows come to, within the length; null where no delta was asked for
 * @param format of the file
 * @param waiting bytes of the rows that wait beside the file to be written into it
 * @param waitingChecksum of the last of them
 * @param columns of the rows, with commas; empty for whole rows
 */
record HarvestState(
        Instant saved,
        String server,
        String status,
        String reason,
        long length,
        int checksum,
        long replaced,
        BigDecimal unpriced,
        @Nullable Checkpoint checkpoint,
        @Nullable Changes changes,
        RowFormat format,
        long waiting,
        int waitingChecksum,
        String columns) {

    static final String BEGUN = "begun";
    static final String RUNNING = "running";

    /** Of a file of NDJSON with whole rows. */
    HarvestState(
            Instant saved,
            String server,
            String status,
            String reason,
            long length,
            int checksum,
            long replaced,
            BigDecimal unpriced,
            @Nullable Checkpoint checkpoint,
            @Nullable Changes changes) {
        this(
                saved,
                server,
                status,
                reason,
                length,
                checksum,
                replaced,
                unpriced,
                checkpoint,
                changes,
                RowFormat.NDJSON,
                0,
                0,
                "");
    }

    /** A harvest whose rows are about to be written. */
    static HarvestState begun(Instant now, String server) {
        return new HarvestState(now, server, BEGUN, "", 0, 0, 0, BigDecimal.ZERO, null, null);
    }

    HarvestState in(Layout layout) {
        return covering(layout.format(), extent(), layout.selected().words());
    }

    /** The same rows, otherwise distributed. */
    HarvestState covering(Extent extent) {
        return covering(format, extent, columns);
    }

    private HarvestState covering(RowFormat other, Extent extent, String others) {
        return new HarvestState(
                saved,
                server,
                status,
                reason,
                extent.length(),
                extent.checksum(),
                replaced,
                unpriced,
                checkpoint,
                changes,
                other,
                extent.waiting(),
                extent.waitingChecksum(),
                others);
    }

    /** What of the file the checkpoint covers. */
    Extent extent() {
        return new Extent(length, checksum, waiting, waitingChecksum);
    }

    /** Whether it covers any rows. */
    boolean hasRows() {
        return length > 0 || waiting > 0;
    }

    /** What it has cost, and may have. */
    BigDecimal spent() {
        return checkpoint == null ? unpriced : checkpoint.cost().add(unpriced);
    }

    boolean isComplete() {
        return checkpoint != null && checkpoint.isComplete();
    }
}
