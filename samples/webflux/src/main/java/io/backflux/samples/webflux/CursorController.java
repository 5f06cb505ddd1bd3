package io.backflux.samples.webflux;

import io.backflux.BacklinksQuery;
import io.backflux.RowOrder;
import io.backflux.reactor.BacklinksClient;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/**
 * For people, who look at some rows and go: the page asks for the next rows, and each call is answered whole. An open stream would be read
 * ahead by the browser, megabytes that nobody looks at.
 */
@RestController
final class CursorController {

    private static final int MOST_CURSORS = 1_000;
    private static final int MOST_ROWS = 1_000;

    private final BacklinksClient client;
    private final Map<String, Cursor> cursors = new ConcurrentHashMap<>();

    CursorController(BacklinksClient client) {
        this.client = client;
    }

    /** Buys nothing yet. */
    @PostMapping("/cursors")
    Map<String, String> open(@RequestParam String target) {
        if (cursors.size() >= MOST_CURSORS) {
            throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "too many readers");
        }
        String id = UUID.randomUUID().toString();
        cursors.put(id, new Cursor(client.harvest(BacklinksQuery.of(target)).order(RowOrder.STABLE)));
        return Map.of("id", id);
    }

    @PostMapping("/cursors/{id}/next")
    Mono<Portion> next(@PathVariable String id, @RequestParam(defaultValue = "100") int rows) {
        Cursor cursor = cursors.get(id);
        if (cursor == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such cursor");
        }
        if (rows < 1 || rows > MOST_ROWS) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "rows must be 1 to " + MOST_ROWS);
        }
        return cursor.next(rows)
                .switchIfEmpty(
                        Mono.error(() -> new ResponseStatusException(HttpStatus.CONFLICT, "one call at a time")));
    }

    @DeleteMapping("/cursors/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String id) {
        cursors.remove(id);
    }

    @ExceptionHandler(IllegalArgumentException.class)
    @ResponseStatus(HttpStatus.BAD_REQUEST)
    String refused(IllegalArgumentException refused) {
        return String.valueOf(refused.getMessage());
    }
}
