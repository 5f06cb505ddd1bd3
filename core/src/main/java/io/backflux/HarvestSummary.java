package io.backflux;

/**
 * How a harvest ended.
 *
 * @param status whether it is whole
 * @param reason why it ended, in words; for a failure the error's message
 * @param progress what it had come to
 * @param unexpectedValues values in its rows that were of another type than their field's, and are kept in
 *     {@link Extras#unexpected()}
 */
public record HarvestSummary(HarvestStatus status, String reason, HarvestProgress progress, long unexpectedValues) {}
