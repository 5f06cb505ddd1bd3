package io.backflux.flink;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What the enumerator answers. Flink delivers these so that no checkpoint comes between: either both sides' state is from before, or
 * both sides' is from after.
 */
sealed interface EnumeratorEvent extends SourceEvent {

    SplitName split();

    /** The split is the reader's to read, as it is. */
    record Read(SplitName split) implements EnumeratorEvent {}

    /** The split is no longer the reader's: its report is known, or its target has been cut into ranges. */
    record Drop(SplitName split) implements EnumeratorEvent {}
}
