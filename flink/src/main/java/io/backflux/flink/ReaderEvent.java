package io.backflux.flink;

import java.math.BigDecimal;
import org.apache.flink.api.connector.source.SourceEvent;

/** What a reader reports. Each may come twice, as what is reported may be lost in a crash. */
sealed interface ReaderEvent extends SourceEvent {

    SplitName split();

    /**
     * The first page is here, nothing of it is emitted, and the target is large enough to be cut. The reader waits for {@link
     * EnumeratorEvent.Read} or {@link EnumeratorEvent.Drop}.
     *
     * @param total rows of the target
     * @param cost USD, of the page
     */
    record IsLarge(SplitName split, long total, int requests, BigDecimal cost) implements ReaderEvent {}

    /** The split comes from a checkpoint and has not been begun: may it be read as it is? */
    record IsRestored(SplitName split) implements ReaderEvent {}

    /** It has been read to its end. The reader keeps the report until {@link EnumeratorEvent.Drop}. */
    record HasEnded(SplitName split, SplitReport report) implements ReaderEvent {}
}
