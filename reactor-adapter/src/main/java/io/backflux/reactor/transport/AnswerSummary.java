package io.backflux.reactor.transport;

import io.backflux.paging.ErrorTable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of itself, apart from its rows. Each part is null where it did not say.
 *
 * @param code the API's own, 20000 for a success; of several the one that counts; the HTTP status where that alone says that it
 *     failed
 * @param cost USD
 * @param taskId the vendor's id of the request, for their support
 */
public record AnswerSummary(
        @Nullable Integer code,
        @Nullable BigDecimal cost,
        @Nullable String taskId) {

    /** Whether it says that the account is refused, so that nothing more succeeds until somebody sees to it. */
    public boolean refusesAccount() {
        return code != null && ErrorTable.refusesAccount(code);
    }
}
