package io.backflux.flink;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.error.BacklinksException;
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
     * How many rows the query has from a second on, and the second of the row so many rows after that. Fails with an error that
     * {@linkplain io.backflux.error.BacklinksException#needsNewHarvest() needs a new harvest} where the server ignores the filter.
     *
     * @param rows 0 where the boundary isn't wanted
     */
    Mono<Look> boundary(BacklinksQuery query, Instant from, int rows);

    /** How many rows the query has without {@code first_seen}, which are in no range. Fails as {@link #total} does. */
    Mono<Look> withoutTime(BacklinksQuery query);

    @Override
    void close() throws IOException;

    /** By a client. */
    record ByClient(OpenClient client) implements Looks {

        @Override
        public Mono<Look> total(BacklinksQuery query) {
            return look(query.toBuilder().limit(1).build(), null, false);
        }

        @Override
        public Mono<Look> withoutTime(BacklinksQuery query) {
            return total(query.toBuilder().filters(Range.withoutTime(query)).build());
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
            return look(rows == 0 ? ahead.build() : ahead.offset(rows).build(), from, rows > 0);
        }

        private Mono<Look> look(BacklinksQuery query, @Nullable Instant from, boolean wantsRow) {
            AtomicReference<BacklinksPage> first = new AtomicReference<>();
            return client.harvestInItsOrder(query)
                    .take(1)
                    .forEachPage(page -> {
                        first.compareAndSet(null, page);
                        return Mono.empty();
                    })
                    .map(summary -> {
                        Instant second = secondOf(first.get());
                        if (from != null && second != null && second.isBefore(from)) {
                            throw ignoresFilter(query, from, second);
                        }
                        return new Look(
                                Objects.requireNonNull(
                                        summary.proof().totalAtStart(), "the server says no total_count"),
                                wantsRow ? second : null,
                                summary.progress().requests(),
                                summary.progress().cost());
                    });
        }

        private static BacklinksException ignoresFilter(BacklinksQuery query, Instant from, Instant second) {
            return BacklinksException.builder(
                            "the server ignores the filter on first_seen: of %s a row of %s came where %s was the first second;"
                                            .formatted(query.target(), second, from)
                                    + " read targets whole, with rowsPerRange(0)")
                    .needsNewHarvest(true)
                    .unexpectedAnswer();
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
