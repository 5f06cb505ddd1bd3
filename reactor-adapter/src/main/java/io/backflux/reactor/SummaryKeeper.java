package io.backflux.reactor;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the summary of one subscription, and passes everything on to the caller's listener. */
final class SummaryKeeper implements HarvestListener {

    private final HarvestListener listener;
    private volatile @Nullable HarvestSummary summary;

    SummaryKeeper(HarvestListener listener) {
        this.listener = listener;
    }

    @Override
    public void onProgress(HarvestProgress progress) {
        listener.onProgress(progress);
    }

    @Override
    public void onSummary(HarvestSummary heard) {
        summary = heard;
        listener.onSummary(heard);
    }

    /** Of a harvest that has completed: its summary comes before that. */
    HarvestSummary summary() {
        return Objects.requireNonNull(summary, "a harvest that completed has a summary");
    }
}
