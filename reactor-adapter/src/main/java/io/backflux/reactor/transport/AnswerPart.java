package io.backflux.reactor.transport;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A part of an answer, in the order of arrival. */
public sealed interface AnswerPart {

    /**
     * The first part.
     *
     * @param status the HTTP status
     * @param retryAfter how long the server wants to be left alone, as its {@code Retry-After} says; null where it does not
     * @param gzip whether the body's bytes are packed with gzip, and to be unpacked by whoever reads them
     */
    record Head(int status, @Nullable Duration retryAfter, boolean gzip) implements AnswerPart {

        /** Of a body that is not packed. */
        public Head(int status, @Nullable Duration retryAfter) {
            this(status, retryAfter, false);
        }

        /** Of a body that is not packed, without a {@code Retry-After}. */
        public Head(int status) {
            this(status, null);
        }
    }

    /**
     * Bytes of the body, as they came.
     *
     * @param bytes valid only until {@code onNext} returns: whoever needs them longer copies them
     */
    record Bytes(ByteBuffer bytes) implements AnswerPart {}
}
