package io.backflux.flink;

import java.util.List;

/** What an enumerator keeps: the targets, and the splits that no reader has. Opaque; for Flink's checkpoints. */
public final class SourceState {

    private final List<TargetState> targets;
    private final List<HarvestSplit> pending;

    SourceState(List<TargetState> targets, List<HarvestSplit> pending) {
        this.targets = List.copyOf(targets);
        this.pending = List.copyOf(pending);
    }

    List<TargetState> targets() {
        return targets;
    }

    List<HarvestSplit> pending() {
        return pending;
    }
}
