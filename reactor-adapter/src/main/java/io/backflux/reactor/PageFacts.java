package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.Checkpoint;
import io.backflux.wire.PageEnvelope;
import java.util.List;
import java.util.function.Supplier;

/** What is known of a page at its end, besides its rows. */
record PageFacts(int number, PageEnvelope envelope, boolean last, Supplier<Checkpoint> checkpoint) {

    BacklinksPage page(List<Backlink> rows) {
        return BacklinksPage.builder(checkpoint.get())
                .number(number)
                .items(rows)
                .totalCount(envelope.totalCount())
                .cost(envelope.cost())
                .taskId(envelope.taskId())
                .last(last)
                .build();
    }
}
