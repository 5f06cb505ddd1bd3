package io.backflux.reactor;

import io.backflux.HarvestStatus;
import org.jspecify.annotations.Nullable;

/** How a harvest ends, once the subscriber has got what lies ready. */
record Ending(HarvestStatus status, String reason, @Nullable Throwable error) {

    static Ending failed(Throwable thrown) {
        return new Ending(HarvestStatus.FAILED, words(thrown), thrown);
    }

    /** An error's message, or what it is where it has none. */
    static String words(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? thrown.toString() : message;
    }
}
