package io.backflux.partition.trial;

import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param total rows that what was asked for has in all
 * @param rows those of this page, in its order
 * @param token the place to go on from; null at the end
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Page(long total, int[] rows, @Nullable Integer token) {

    private static final int OK = 20_000;

    PageEnvelope envelope() {
        return new PageEnvelope(
                OK,
                "Ok.",
                BigDecimal.ZERO,
                1,
                "",
                OK,
                "Ok.",
                null,
                "",
                total,
                (long) rows.length,
                token == null ? null : SearchAfterToken.of(token.toString()),
                0);
    }
}
