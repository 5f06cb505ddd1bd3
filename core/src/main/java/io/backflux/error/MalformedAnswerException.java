package io.backflux.error;

/** The answer is not JSON, or not even HTTP: cut, damaged, or a page of HTML from something between here and the server. */
public final class MalformedAnswerException extends TransientException {

    private static final long serialVersionUID = 1L;

    MalformedAnswerException(Builder builder) {
        super(builder);
    }
}
