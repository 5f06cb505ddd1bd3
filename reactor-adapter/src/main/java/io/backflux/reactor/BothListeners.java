package io.backflux.reactor;

import io.backflux.HarvestProgress;
import io.backflux.HarvestSummary;
import reactor.util.context.Context;

/** Two who hear of one harvest: each hears all, whatever the other throws. */
record BothListeners(HarvestListener first, HarvestListener second) implements HarvestListener {

    @Override
    public Context requestContext(Context context) {
        return second.requestContext(first.requestContext(context));
    }

    @Override
    public void onFirstRow() {
        try {
            first.onFirstRow();
        } finally {
            second.onFirstRow();
        }
    }

    @Override
    public void onProgress(HarvestProgress progress) {
        try {
            first.onProgress(progress);
        } finally {
            second.onProgress(progress);
        }
    }

    @Override
    public void onSummary(HarvestSummary summary) {
        try {
            first.onSummary(summary);
        } finally {
            second.onSummary(summary);
        }
    }
}
