package io.backflux.paging;

import io.backflux.ParseLimits;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.PageFormat;
import io.backflux.wire.PageReader;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What answers say around their rows. */
final class Envelopes {

    private static final int GOOD = 20000;

    private Envelopes() {}

    /** A good answer of one task. */
    static PageEnvelope page(@Nullable Long total, @Nullable Long itemsCount, @Nullable String token) {
        return new PageEnvelope(
                GOOD,
                "Ok.",
                new BigDecimal("0.06"),
                1,
                "t-1",
                GOOD,
                "Ok.",
                null,
                null,
                total,
                itemsCount,
                SearchAfterToken.of(token),
                0);
    }

    /** An answer of one task with {@code result: null}. */
    static PageEnvelope codes(@Nullable Integer envelope, @Nullable Integer task) {
        return codes(envelope, "envelope's words", task, "task's words");
    }

    static PageEnvelope codes(
            @Nullable Integer envelope,
            @Nullable String envelopeWords,
            @Nullable Integer task,
            @Nullable String taskWords) {
        return new PageEnvelope(
                envelope, envelopeWords, null, 1, "t-1", task, taskWords, null, null, null, null, null, 0);
    }

    /** An answer whose {@code tasks} are empty, null or absent. */
    static PageEnvelope withoutTasks(@Nullable Integer envelope) {
        return new PageEnvelope(
                envelope, "envelope's words", null, 0, null, null, null, null, null, null, null, null, 0);
    }

    static PageReader reader(ParseLimits limits) {
        return new PageFormat(limits).newReader();
    }
}
