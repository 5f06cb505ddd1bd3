package io.backflux.samples.flink;

import io.backflux.Backlink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the files: add what you want of a {@link Backlink}. */
public record Link(
        @Nullable String domainTo,
        @Nullable String urlTo,
        @Nullable String urlFrom,
        @Nullable String domainFrom,
        @Nullable String anchor,
        @Nullable Integer rank,
        @Nullable Boolean dofollow,
        @Nullable List<String> attributes,
        @Nullable Instant firstSeen,
        @Nullable Instant lastSeen) {

    static Link of(Backlink row) {
        return new Link(
                row.domainTo(),
                row.urlTo(),
                row.urlFrom(),
                row.domainFrom(),
                row.anchor(),
                row.rank(),
                row.dofollow(),
                row.attributes(),
                row.firstSeen(),
                row.lastSeen());
    }
}
