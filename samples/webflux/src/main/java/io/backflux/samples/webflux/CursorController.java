package io.backflux.samples.webflux;

import io.backflux.BacklinksQuery;
import io.backflux.RowOrder;
import io.backflux.reactor.BacklinksClient;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
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

    private static final int MOST_ROWS = 1_000;

    private final BacklinksClient client;
    private final Cursors cursors;

    CursorController(BacklinksClient client, Cursors cursors) {
        this.client = client;
        this.cursors = cursors;
    }

    /** Buys nothing yet. */
    @PostMapping("/cursors")
    Map<String, String> open(@RequestParam String target) {
        Cursor cursor = new Cursor(client.harvest(BacklinksQuery.of(target)).order(RowOrder.STABLE));
        String id = cursors.add(cursor)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.SERVICE_UNAVAILABLE, "Too many lists are open. Try again in some minutes."));
        return Map.of("id", id);
    }

    /** {@code after} is how many rows the page has, so that those of an answer that was lost come again. */
    @PostMapping("/cursors/{id}/next")
    Mono<Portion> next(
            @PathVariable String id, @RequestParam long after, @RequestParam(defaultValue = "100") int rows) {
        Cursor cursor = cursors.find(id)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "This list is no longer kept. Show it again to begin anew."));
        if (rows < 1 || rows > MOST_ROWS) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "rows must be 1 to " + MOST_ROWS);
        }
        return cursor.next(after, rows)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(
                        HttpStatus.CONFLICT, "Another call is in progress, or came in between.")))
                .doFinally(signal -> cursors.find(id));
    }

    @DeleteMapping("/cursors/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String id) {
        cursors.stop(id);
    }
}
