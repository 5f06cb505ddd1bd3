package io.backflux.simulator;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task's part of an answer.
 *
 * @param parameters the task as it was sent
 * @param page null: {@code "result": null}
 */
record TaskAnswer(
        int code,
        String message,
        BigDecimal cost,
        Map<String, @Nullable Object> parameters,
        @Nullable Page page) {

    static TaskAnswer failed(int code, Map<String, @Nullable Object> parameters) {
        return new TaskAnswer(code, Codes.message(code), BigDecimal.ZERO, parameters, null);
    }

    static TaskAnswer refused(Refusal refusal, Map<String, @Nullable Object> parameters) {
        return new TaskAnswer(refusal.code(), refusal.message(), BigDecimal.ZERO, parameters, null);
    }

    TaskAnswer withTies(long chance) {
        Page shown = page == null ? null : page.withTies(chance);
        return new TaskAnswer(code, message, cost, parameters, shown);
    }

    int rows() {
        return page == null ? 0 : page.rows();
    }
}
