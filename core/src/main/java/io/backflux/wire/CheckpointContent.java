package io.backflux.wire;

import io.backflux.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a harvest must know to go on.
 *
 * @param target the query's target, for people
 * @param query the fingerprint of the query that the caller gave
 * @param limit rows a page, which a token binds
 * @param before in the stable order, when the harvest began; null for another order
 * @param after in the stable order, the second before the rows that the token's chain began with; null where that was the
 *     beginning
 * @param page the page to ask for
 * @param token the key to it; null for a first page
 * @param served rows that the token's chain has answered with, in the pages before
 * @param total {@code total_count} of the token's chain
 * @param received rows emitted in all
 * @param handedOn which of these belong to the page to ask for
 * @param last the last row emitted, in the stable order
 * @param counts what the harvest has come to
 * @param way how a parallel harvest is cut; null for a chain, or while nobody knows
 * @param legs the legs of a parallel harvest; empty for a chain
 * @param unsure whether repeats among a chain's rows, or rows lost at a page's edge, may be unseen
 * @param ended why nothing is left; null where something is
 * @param verdict whether the rows of an ended harvest are the whole; null where that is not known
 * @param finding the same in words
 */
public record CheckpointContent(
        String target,
        String query,
        int limit,
        @Nullable Instant before,
        @Nullable Instant after,
        int page,
        @Nullable SearchAfterToken token,
        long served,
        @Nullable Long total,
        long received,
        List<Long> handedOn,
        @Nullable LastKey last,
        Counts counts,
        @Nullable String way,
        List<LegContent> legs,
        boolean unsure,
        @Nullable String ended,
        @Nullable Verdict verdict,
        @Nullable String finding) {

    /** The version of a chain. */
    static final int VERSION = 1;

    /** The version of a parallel harvest, which earlier releases don't know. */
    static final int PARALLEL_VERSION = 2;

    /**
     * What a harvest has come to, for its summary.
     *
     * @param cost what the answers said, in USD
     * @param unpriced USD set aside for answers that did not say
     * @param dearest USD, the most that one answer has cost
     * @param missing rows that an ended harvest is short of
     * @param totalAtStart {@code total_count} of the first page
     * @param totalAtEnd {@code total_count} of the last page
     */
    public record Counts(
            int pages,
            int requests,
            int retries,
            BigDecimal cost,
            BigDecimal unpriced,
            BigDecimal dearest,
            long repeated,
            long unexpectedValues,
            long missing,
            @Nullable Long totalAtStart,
            @Nullable Long totalAtEnd) {

        public Counts {
            cost = plain(cost);
            unpriced = plain(unpriced);
            dearest = plain(dearest);
        }

        /** As it is written and read again: an amount equals itself then. */
        private static BigDecimal plain(BigDecimal amount) {
            return amount.scale() < 0 ? amount.setScale(0) : amount;
        }
    }

    public CheckpointContent {
        handedOn = List.copyOf(handedOn);
        legs = List.copyOf(legs);
    }

    /** One line. */
    public String toJson() {
        return CheckpointJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws UnreadableCheckpoint if it is anything else
     */
    public static CheckpointContent fromJson(String json) {
        return CheckpointJson.read(json);
    }

    /** The same place, reached at other costs. */
    public CheckpointContent withCounts(Counts counts) {
        return new CheckpointContent(
                target, query, limit, before, after, page, token, served, total, received, handedOn, last, counts, way,
                legs, unsure, ended, verdict, finding);
    }

    /** The same place, with what the counts of all came to. */
    public CheckpointContent withVerdict(Verdict verdict, String finding) {
        return new CheckpointContent(
                target, query, limit, before, after, page, token, served, total, received, handedOn, last, counts, way,
                legs, unsure, ended, verdict, finding);
    }

    int version() {
        return legs.isEmpty() ? VERSION : PARALLEL_VERSION;
    }

    public BigDecimal cost() {
        return counts.cost();
    }

    public @Nullable Long totalAtStart() {
        return counts.totalAtStart();
    }
}
