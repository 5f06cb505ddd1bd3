package io.backflux.samples.webflux;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The cursors of all readers, so many at once; one that nobody asks for rows is dropped after a while. */
@Component
final class Cursors {

    private final int max;
    private final Cache<String, Cursor> byId;

    Cursors(CursorLimits limits, Ticker ticker) {
        max = limits.max();
        byId = Caffeine.newBuilder()
                .expireAfterAccess(limits.idle())
                .ticker(ticker)
                .executor(Runnable::run)
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /** Its id; empty where there is no room. Nobody's cursor gives way to another's, since its rows are paid for. */
    synchronized Optional<String> add(Cursor cursor) {
        if (size() >= max) {
            return Optional.empty();
        }
        String id = UUID.randomUUID().toString();
        byId.put(id, cursor);
        return Optional.of(id);
    }

    /** The cursor of this id, which is idle from now on; empty where it was dropped. */
    Optional<Cursor> find(String id) {
        return Optional.ofNullable(byId.getIfPresent(id));
    }

    /** Drops a cursor, and stops it. */
    void stop(String id) {
        Cursor cursor = byId.asMap().remove(id);
        if (cursor != null) {
            cursor.stop();
        }
    }

    long size() {
        byId.cleanUp();
        return byId.estimatedSize();
    }
}
