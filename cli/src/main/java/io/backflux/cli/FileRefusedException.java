package io.backflux.cli;

/** A file that is there doesn't go with what was asked for; the message says what to do. */
final class FileRefusedException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    FileRefusedException(String message) {
        super(message);
    }
}
