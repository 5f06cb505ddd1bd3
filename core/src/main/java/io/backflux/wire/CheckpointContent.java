package io.backflux.wire;

import io.backflux.Strategy;
import io.backflux.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a harvest must know to resume.
 *
 * @param query which harvest it is
 * @param chain where a chain stands; at its beginning for a parallel harvest
 * @param received rows emitted in all
 * @param counts what the harvest has come to
 * @param strategy how a parallel harvest is cut; null for a chain, or while that is open
 * @param legs the legs of a parallel harvest; empty for a chain
 * @param ending how it ended; null where something is left
 */
public record CheckpointContent(
        Query query,
        ChainPlace chain,
        long received,
        Counts counts,
        @Nullable Strategy strategy,
        List<LegContent> legs,
        @Nullable Ending ending) {

    /** The version of a chain. */
    static final int VERSION = 1;

    /** The version of a parallel harvest, which earlier releases don't know. */
    static final int PARALLEL_VERSION = 2;

    /**
     * Which harvest it is.
     *
     * @param target the query's target, for people
     * @param fingerprint of the query that the caller gave
     * @param limit rows a page, which a token binds
     * @param before in the stable order, when the harvest began; null for another order
     * @param begun in another order, when the harvest began; null where an earlier release has begun it
     */
    public record Query(
            String target,
            String fingerprint,
            int limit,
            @Nullable Instant before,
            @Nullable Instant begun) {}

    /**
     * Where a chain stands.
     *
     * @param after in the stable order, the second before the rows that the token's chain began with; null where that was the
     *     beginning
     * @param page the page to request next
     * @param total {@code total_count} of the token's chain
     * @param last the last row emitted, in the stable order
     * @param unsure whether repeats among its rows, or rows lost at a page's edge, may be unseen
     */
    public record ChainPlace(
            @Nullable Instant after,
            PageContent page,
            @Nullable Long total,
            @Nullable LastKey last,
            boolean unsure) {}

    /**
     * How a harvest ended.
     *
     * @param reason why nothing is left
     * @param verdict whether its rows are the whole; null where that is not known
     * @param finding the same in words
     */
    public record Ending(
            String reason,
            @Nullable Verdict verdict,
            @Nullable String finding) {

        /** While it is open whether the rows are the whole. */
        public static @Nullable Ending of(@Nullable String reason) {
            return reason == null ? null : new Ending(reason, null, null);
        }
    }

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
        legs = List.copyOf(legs);
    }

    /** Of a chain. */
    public static CheckpointContent ofChain(
            Query query, ChainPlace chain, long received, Counts counts, @Nullable Ending ending) {
        return new CheckpointContent(query, chain, received, counts, null, List.of(), ending);
    }

    /**
     * Of a parallel harvest.
     *
     * @param total {@code total_count} of the whole query
     */
    public static CheckpointContent ofLegs(
            Query query,
            @Nullable Long total,
            Counts counts,
            @Nullable Strategy strategy,
            List<LegContent> legs,
            @Nullable Ending ending) {
        ChainPlace beginning = new ChainPlace(null, PageContent.FIRST, total, null, false);
        return new CheckpointContent(query, beginning, received(legs), counts, strategy, legs, ending);
    }

    static long received(List<LegContent> legs) {
        return legs.stream().mapToLong(leg -> leg.totals().received()).sum();
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
    public CheckpointContent withCounts(Counts other) {
        return new CheckpointContent(query, chain, received, other, strategy, legs, ending);
    }

    /** The same place, at which nothing is left. */
    public CheckpointContent withEnding(Ending known) {
        return new CheckpointContent(query, chain, received, counts, strategy, legs, known);
    }

    int version() {
        return isParallel() ? PARALLEL_VERSION : VERSION;
    }

    public boolean isParallel() {
        return !legs.isEmpty();
    }

    /** Whether nothing is left. */
    public boolean isEnded() {
        return ending != null;
    }

    /** Rows of a chain's pages before the one at hand. */
    public long receivedBeforePage() {
        return received - chain.page().emitted().size();
    }
}
