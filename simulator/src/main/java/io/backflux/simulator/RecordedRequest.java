package io.backflux.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came and how it was answered. The {@code Authorization} header is never kept; the body may hold a
 * token, so {@code toString} leaves the body and the task out.
 *
 * @param number from 1, in order of arrival
 * @param receivedAt when its head had arrived
 * @param path as it was asked for
 * @param authenticated whether the right credentials came with it
 * @param task the parameters of the first task; empty when the body held none
 * @param rawBody the body as UTF-8 text
 * @param httpStatus the status of the answer, or 0 while there is none (and for ever when a fault leaves it unanswered)
 * @param taskCode the first task's code, or without a task the envelope's; 0 when the answer wasn't JSON of the API
 * @param rows how many items the answer has
 * @param cost what the answer says it cost, in USD
 * @param gzip whether the answer was compressed
 */
public record RecordedRequest(
        int number,
        Instant receivedAt,
        String path,
        boolean authenticated,
        Map<String, @Nullable Object> task,
        String rawBody,
        int httpStatus,
        int taskCode,
        int rows,
        BigDecimal cost,
        boolean gzip) {

    @Override
    public String toString() {
        return "RecordedRequest[number=" + number + ", path=" + path + ", authenticated=" + authenticated
                + ", httpStatus=" + httpStatus + ", taskCode=" + taskCode + ", rows=" + rows + ", cost=" + cost
                + ", gzip=" + gzip + "]";
    }
}
