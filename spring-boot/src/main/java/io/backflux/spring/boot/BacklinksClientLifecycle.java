package io.backflux.spring.boot;

import io.backflux.reactor.BacklinksClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;

/**
 * As the application ends, lets the client send nothing more and waits for what is in flight, and paid for. It does so while the web
 * server ends its own requests, which carry what still comes; and only at the end: a context that is stopped or paused may be started
 * again, and a client can't.
 */
final class BacklinksClientLifecycle
        implements SmartLifecycle, ApplicationContextAware, ApplicationListener<ContextClosedEvent> {

    /** That in which Boot's web servers end gracefully. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 1024;

    private final Duration timeout;
    private volatile @Nullable BacklinksClient client;
    private @Nullable ApplicationContext context;
    private volatile boolean isClosing;
    private volatile boolean isRunning;

    /** A lifecycle of no client yet, for whose end it waits so long. */
    BacklinksClientLifecycle(Duration timeout) {
        this.timeout = timeout;
    }

    /** Ends this client. It comes here, not the other way round, so that it can be made late or not at all. */
    BacklinksClient ending(BacklinksClient client) {
        this.client = client;
        return client;
    }

    @Override
    public void setApplicationContext(ApplicationContext context) throws BeansException {
        this.context = context;
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        // A child's end is heard of here, too.
        if (event.getApplicationContext().equals(context)) {
            isClosing = true;
        }
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable callback) {
        isRunning = false;
        BacklinksClient ending = client;
        if (ending == null || !isClosing) {
            callback.run();
            return;
        }
        ending.closeGracefully(timeout).doFinally(signal -> callback.run()).subscribe();
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
