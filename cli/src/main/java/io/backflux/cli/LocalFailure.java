package io.backflux.cli;

import io.netty.channel.ChannelException;
import java.util.HashSet;
import java.util.Set;

/** A connection that this machine couldn't even begin, so that no server failed. */
final class LocalFailure {

    static final String WORDS = "no connection could be opened, most likely because too many files are open; "
            + "raise the limit (ulimit -n), or lower --max-in-flight";

    private LocalFailure() {}

    /** A socket that can't be had is an error of its own, whatever the system says of it; a timeout is a kind of it. */
    static boolean isReasonOf(Throwable error) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = error; cause != null && seen.add(cause); cause = cause.getCause()) {
            if (cause.getClass() == ChannelException.class) {
                return true;
            }
        }
        return false;
    }
}
