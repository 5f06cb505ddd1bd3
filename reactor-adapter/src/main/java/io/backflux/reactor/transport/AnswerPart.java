package io.backflux.reactor.transport;

import java.nio.ByteBuffer;

/** A part of an answer, in the order of arrival. */
public sealed interface AnswerPart {

    /**
     * The first part.
     *
     * @param status the HTTP status
     */
    record Head(int status) implements AnswerPart {}

    /**
     * Bytes of the body.
     *
     * @param bytes valid only until {@code onNext} returns: whoever needs them longer copies them
     */
    record Bytes(ByteBuffer bytes) implements AnswerPart {}
}
