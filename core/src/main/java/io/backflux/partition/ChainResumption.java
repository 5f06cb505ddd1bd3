package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.Failure;
import io.backflux.paging.KeyOrder;
import io.backflux.paging.PageRows;
import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import io.backflux.wire.LastKey;
import io.backflux.wire.SearchAfterToken;
import org.jspecify.annotations.Nullable;

/** Where a chain is resumed, and what if the server takes its checkpoint's token no longer. */
final class ChainResumption {

    private ChainResumption() {}

    /** From the checkpoint of a chain on. */
    static ChainState read(Plan plan, CheckpointContent from, @Nullable String obstacle) {
        Chain chain = Chain.resume(plan, from);
        LastKey last = from.chain().last();
        String ended = from.ending() == null ? null : from.ending().reason();
        boolean byKey = ended == null && chain.isByKey();
        KeyOrder order = last == null ? KeyOrder.begin(false) : KeyOrder.after(last);
        ChainIntake page = new ChainIntake(
                new ChainIntake.Start(order, byKey ? Chain.past(from) : null, null),
                byKey ? PageRows.none() : PageRows.of(from.chain().page().emitted()));
        boolean wasUnsure = from.chain().unsure() || (last == null && from.received() > 0);
        ChainState.End end = ended == null ? null : new ChainState.End(new Conclusion(false, ended, 0), true);
        return new ChainState(
                new ChainState.Origin(true, wasUnsure, obstacle), chain, page, last, end, false, true, 0, from);
    }

    /**
     * While rows of before the checkpoint come again, no token says how many of them are to be left out, so the place is that of
     * the last row.
     */
    static @Nullable CheckpointContent checkpoint(ChainState state, Counts counts) {
        LastKey key = state.lastKey();
        String ended = state.finalReason();
        ChainIntake page = state.page();
        if (page.isByKey() && ended == null) {
            CheckpointContent resumed = state.from();
            return resumed != null && (key == null || page.rows().size() == 0)
                    ? resumed.withCounts(counts)
                    : state.chain().atKey().checkpoint(page.rows(), key, counts, isUnsure(state), null);
        }
        return state.isBegun() || page.hasBegun()
                ? state.chain().checkpoint(page.rows(), key, counts, isUnsure(state), ended)
                : null;
    }

    private static boolean isUnsure(ChainState state) {
        return state.isStable()
                && (state.origin().wasUnsure() || !state.page().order().isStrict());
    }

    /**
     * Resumed by the last row, if the failure refuses the checkpoint's token.
     *
     * @return null where it doesn't, or where nothing tells the place
     */
    static @Nullable ChainState withoutToken(ChainState state, Failure failure) {
        CheckpointContent before = state.from();
        if (before == null || !refusesToken(state, failure)) {
            return null;
        }
        CheckpointContent reached = checkpoint(state, before.counts()); // With what this run has emitted since.
        return reached == null || !state.chain().canResumeByKey(reached) ? null : state.byKey(reached);
    }

    private static boolean refusesToken(ChainState state, Failure failure) {
        CheckpointContent resumed = state.from();
        SearchAfterToken token = resumed == null ? null : resumed.chain().page().token();
        return failure.isInvalidField()
                && token != null
                && token.equals(state.chain().token());
    }

    /** A failure, with what it means for who resumes. */
    static Failure explained(ChainState state, Failure failure) {
        return refusesToken(state, failure)
                ? failure.placeLost("the checkpoint's token is no longer taken, and without it " + whoResumes(state)
                        + ": begin a new harvest")
                : failure;
    }

    private static String whoResumes(ChainState state) {
        return state.isStable()
                ? "none can resume that has 8 conditions, or whose last row lacks a key of the order"
                : "only a harvest in the stable order can resume";
    }
}
