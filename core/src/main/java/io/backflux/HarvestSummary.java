package io.backflux;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a harvest ended.
 *
 * @param status whether the server had more
 * @param reason why it ended, in words; for a failure the error's message
 * @param way how its pages were asked for, in words; where it could not be parallel though that was wanted, also why
 * @param progress what it had come to; of a harvest that went on from a checkpoint, all runs together
 * @param proof whether it is whole
 * @param unexpectedValues values in its rows that were of another type than their field's, and are kept in
 *     {@link Extras#unexpected()}; and nulls where a row belongs, which are left out
 * @param unpriced USD set aside for answers that broke off before they named their price; they may have been billed
 * @param resumedFrom what it had come to at the checkpoint that it went on from; null for one that began at its beginning
 * @param checkpoint where to go on from; null where there is nothing to go on from. It covers what was handed on; where the
 *     subscriber cancelled while rows or pages lay ready ({@code prefetch}), the whole pages of that
 */
public record HarvestSummary(
        HarvestStatus status,
        String reason,
        String way,
        HarvestProgress progress,
        HarvestProof proof,
        long unexpectedValues,
        BigDecimal unpriced,
        @Nullable HarvestProgress resumedFrom,
        @Nullable Checkpoint checkpoint) {}
