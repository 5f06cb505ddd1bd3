package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.flink.TargetState.Look;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Looks at the index, each for the price of a row: how many rows there are, and where a range ends. */
interface Looks extends AutoCloseable {

    /** How many rows the query has. Fails where the server doesn't say. */
    Mono<Look> total(BacklinksQuery query);

    /**
     * How many rows the query has from a second on, and the second of the row so many rows after that.
     *
     * @param rows 0 where the boundary isn't wanted
     */
    Mono<Look> boundary(BacklinksQuery query, Instant from, int rows);

    @Override
    void close() throws IOException;

    /** By a client. */
    record ByClient(OpenClient client) implements Looks {

        @Override
        public Mono<Look> total(BacklinksQuery query) {
            return look(query.toBuilder().limit(1).build(), false);
        }

        @Override
        public Mono<Look> boundary(BacklinksQuery query, Instant from, int rows) {
            BacklinksQuery.Builder ahead = new Range(from, null)
                    .of(query).toBuilder()
                            .orderBy(
                                    Fields.FIRST_SEEN.ascending(),
                                    Fields.URL_FROM.ascending(),
                                    Fields.URL_TO.ascending())
                            .limit(1);
            return look(rows == 0 ? ahead.build() : ahead.offset(rows).build(), rows > 0);
        }

        private Mono<Look> look(BacklinksQuery query, boolean wantsRow) {
            AtomicReference<BacklinksPage> first = new AtomicReference<>();
            return client.harvestInItsOrder(query)
                    .take(1)
                    .forEachPage(page -> {
                        first.compareAndSet(null, page);
                        return Mono.empty();
                    })
                    .map(summary -> new Look(
                            Objects.requireNonNull(summary.proof().totalAtStart(), "the server says no total_count"),
                            wantsRow ? secondOf(first.get()) : null,
                            summary.progress().requests(),
                            summary.progress().cost()));
        }

        private static @Nullable Instant secondOf(@Nullable BacklinksPage page) {
            Backlink row =
                    page == null || page.items().isEmpty() ? null : page.items().get(0);
            return row == null ? null : row.firstSeen();
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }
}
