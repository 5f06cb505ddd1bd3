package io.backflux.reactor.quota;

import java.time.Duration;

/**
 * Who grants the permits of an account that others spend, too, such as other processes; for {@link AccountQuota#of}. Lanes,
 * lines and turns are the quota's: a source is asked for one permit at a time, and doesn't know who gets it.
 *
 * <p>Its methods return at once and may be called by any thread.
 */
public interface PermitSource {

    /** Its answers; by any thread, and not within a call of the source's own methods while it holds a lock. */
    interface Receiver {

        /** The permit that was asked for. It is taken, or {@linkplain Permit#giveBack() given back} where nobody waits any more. */
        void granted(Permit permit);

        /** No permit can come. Whoever waits gets this as its error; the next one who comes asks again. */
        void refused(PermitRefusedException why);
    }

    /** One request at a time. One of its methods is called, once. */
    interface Permit {

        /** The request is over, and the server done with it. */
        void release();

        /** It was not used: nothing was sent. */
        void giveBack();
    }

    /** Called once, before all others. */
    void connect(Receiver receiver);

    /** Somebody waits. Answered once, unless {@link #withdraw} comes before; asked again before that, it is one question. */
    void ask();

    /** Nobody waits any more. */
    void withdraw();

    /** Nobody gets a permit for a while, as with {@link AccountQuota#pause}. */
    void pause(Duration atLeast);

    /** The most permits at once, over all who share them. */
    int maxInFlight();
}
