package io.backflux.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * How the system says that nobody reads a pipe any more. It says so in the user's language, and Java passes on nothing
 * else, so a pipe of our own is asked.
 */
final class ClosedPipe {

    private ClosedPipe() {}

    /** Whether whoever read what we write wants no more, as {@code head} does. */
    static boolean isReasonOf(IOException failure) {
        String reason = failure.getMessage();
        return reason != null && reason.equals(reason());
    }

    private static String reason() {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                pipe.source().close();
                sink.write(ByteBuffer.wrap(new byte[1]));
            }
        } catch (IOException closed) {
            return String.valueOf(closed.getMessage());
        }
        return "";
    }
}
