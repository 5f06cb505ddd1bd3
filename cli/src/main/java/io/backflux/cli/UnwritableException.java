package io.backflux.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.Set;

/** A file of ours can't be written; the message says which and why. */
final class UnwritableException extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    UnwritableException(String file, IOException cause) {
        super("cannot write " + file + ": " + why(cause), cause);
    }

    /** Whether whoever read our standard output wants no more, as {@code head} does. */
    boolean isClosedPipe() {
        IOException cause = getCause();
        return cause != null && ClosedPipe.isReasonOf(cause);
    }

    /** The one that another error came of, as where a request couldn't be noted; else that error itself. */
    static Throwable within(Throwable error) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause instanceof UnwritableException) {
                return cause;
            }
        }
        return error;
    }

    static String why(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof NoSuchFileException) {
            return "there is no such folder; make it first";
        }
        String reason = cause instanceof FileSystemException failed ? failed.getReason() : cause.getMessage();
        return reason == null || reason.isBlank() ? cause.getClass().getSimpleName() : reason;
    }
}
