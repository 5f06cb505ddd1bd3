package io.backflux.paging;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.error.CheckpointException.Reason;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.RequestEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a harvest is to bring, from its beginning to its end.
 *
 * @param query as the caller gave it
 * @param before in the stable order, when the harvest began; null for the query's own order
 * @param begun in the query's own order, when the harvest began; null where nobody knows
 * @param max rows wanted in all
 * @param fingerprint what tells the query from another one
 */
public record Plan(
        BacklinksQuery query,
        @Nullable Instant before,
        @Nullable Instant begun,
        long max,
        String fingerprint) {

    /** No maximum. */
    public static final long ALL = Long.MAX_VALUE;

    /** A plan for the query; see the record. */
    public static Plan of(BacklinksQuery query, @Nullable Instant before, long max) {
        return new Plan(query, before, null, max, fingerprint(query));
    }

    /** The same, begun then where it isn't in the stable order, which knows that already. */
    public Plan begunAt(@Nullable Instant time) {
        return before != null ? this : new Plan(query, null, time, max, fingerprint);
    }

    /**
     * What a checkpoint knows the harvest by.
     *
     * @param limit rows a page
     */
    public CheckpointContent.Query identity(int limit) {
        return new CheckpointContent.Query(query.target(), fingerprint, limit, before, begun);
    }

    /** The query as it is sent, with rows first seen after that second only where it is not null. */
    BacklinksQuery sent(@Nullable Instant after) {
        return StableOrder.ordered(query, before != null, after);
    }

    /** Whether a row was first seen only after the harvest had begun, so that it is not one of its rows. */
    public boolean isLater(Backlink row) {
        Instant seen = row.firstSeen();
        return before != null && seen != null && !seen.isBefore(before);
    }

    /**
     * Makes sure that a checkpoint is one of this query.
     *
     * @throws CheckpointException if it is of another
     */
    public static void check(BacklinksQuery query, CheckpointContent checkpoint) {
        if (!checkpoint.query().fingerprint().equals(fingerprint(query))) {
            String target = checkpoint.query().target();
            String other = target.equals(query.target())
                    ? "the same target with other parameters"
                    : "target " + shortened(target);
            throw BacklinksException.builder("the checkpoint is of another query, " + other
                            + ": resume with that query, or begin without it")
                    .checkpointRefused(Reason.OTHER_QUERY);
        }
    }

    private static String shortened(String target) {
        return target.length() <= 100 ? target : target.substring(0, 100) + "…";
    }

    /** A hash of the query's request. */
    private static String fingerprint(BacklinksQuery query) {
        byte[] request = RequestEncoder.encode(query, query.limit(), null);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(request);
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
