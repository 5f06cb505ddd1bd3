package io.backflux.partition.trial;

import io.backflux.Backlink;
import io.backflux.Extras;
import java.time.Instant;

/** A row with nothing but what tells it from others. */
final class Link {

    private Link() {}

    static Backlink of(int row, long second) {
        return new Backlink(
                null,
                null,
                String.format("https://site.example/%08d", row),
                null,
                null,
                "https://a.example/",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.ofEpochSecond(second),
                null,
                null,
                "anchor",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Extras.NONE);
    }
}
