package io.backflux.reactor.transport;

import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Closes the connection of an exchange that is cancelled. The client below does so too, but misses a cancel by another
 * thread that comes just when the answer's head does: the connection then went on, and what had come with the head was kept.
 */
final class Hangup {

    private volatile @Nullable Connection connection;
    private volatile boolean left;
    private volatile boolean ended;

    void connected(Connection made) {
        connection = made;
        if (left) {
            close(made);
        }
    }

    void cancelled() {
        left = true;
        Connection made = connection;
        if (made != null) {
            made.channel().eventLoop().execute(() -> close(made));
        }
    }

    /** The connection may be another exchange's from now on. */
    void ended() {
        ended = true;
    }

    /** On the connection's thread alone, which is also where an exchange ends. */
    private void close(Connection made) {
        if (!ended) {
            made.dispose();
        }
    }
}
