package io.backflux.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What stands around an answer's rows. Before the first row it holds what came before them (cost and total, in the order
 * that the API writes), after the last one all of it.
 *
 * @param statusCode the envelope's code
 * @param statusMessage the envelope's message
 * @param cost USD for the whole answer
 * @param tasks how many tasks came
 * @param taskId the vendor's id of the request
 * @param taskStatusCode the task's own code, which may differ from the envelope's
 * @param taskStatusMessage the task's message
 * @param echo what the task repeats of its request
 * @param target whose rows they are
 * @param totalCount rows that the query has in all
 * @param itemsCount rows of this page, as the server counts them
 * @param token the key to the next page
 * @param nulls elements of {@code result} and {@code items} that were null, where a result or a row belongs
 */
public record PageEnvelope(
        @Nullable Integer statusCode,
        @Nullable String statusMessage,
        @Nullable BigDecimal cost,
        int tasks,
        @Nullable String taskId,
        @Nullable Integer taskStatusCode,
        @Nullable String taskStatusMessage,
        @Nullable TaskParameters echo,
        @Nullable String target,
        @Nullable Long totalCount,
        @Nullable Long itemsCount,
        @Nullable SearchAfterToken token,
        long nulls) {}
