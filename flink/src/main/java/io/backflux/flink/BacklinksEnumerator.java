package io.backflux.flink;

import io.backflux.error.BacklinksException;
import io.backflux.flink.TargetState.Look;
import io.backflux.flink.TargetState.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Assigns targets to readers, cuts into ranges what turns out to be large, and keeps how each ended.
 *
 * <p>A target is given out whole; only its first page says that it is large, so small ones cost nothing more. Its reader then waits,
 * with nothing emitted, until the ranges take its place. Flink runs all methods on one thread.
 */
final class BacklinksEnumerator implements SplitEnumerator<HarvestSplit, SourceState> {

    private static final Logger LOG = LoggerFactory.getLogger(BacklinksEnumerator.class);

    private static final int NOBODY = -1;

    private final SplitEnumeratorContext<HarvestSplit> context;
    private final ReaderSettings settings;
    private final Supplier<Looks> opener;
    private final ReportOutput output;
    private final List<TargetState> targets;
    private final Deque<HarvestSplit> pending;

    /** Readers that have asked for a split, the first one first. */
    private final Set<Integer> waiting = new LinkedHashSet<>();

    /** Readers that were signalled that no split comes any more; until they begin anew. */
    private final Set<Integer> ended = new HashSet<>();

    /** Targets of which somebody looks whether they can be cut, and the reader that waits for that. */
    private final Map<Integer, Integer> lookedAt = new HashMap<>();

    private final Disposable.Composite running = Disposables.composite();
    private @Nullable Looks looks;

    /** Targets that have not ended. */
    private int open;

    BacklinksEnumerator(
            SplitEnumeratorContext<HarvestSplit> context,
            ReaderSettings settings,
            Supplier<Looks> opener,
            ReportOutput output,
            SourceState state) {
        this.context = context;
        this.settings = settings;
        this.opener = opener;
        this.output = output;
        this.targets = state.targets();
        this.pending = new ArrayDeque<>(state.pending());
    }

    @Override
    public void start() {
        try {
            output.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the report could not be made", e);
        }
        open = (int) targets.stream().filter(target -> !target.isEnded()).count();
        for (TargetState target : targets) {
            if (target.uncutFrom() != null) {
                lookFurther(target);
            } else if (target.isRead() && !target.isEnded()) {
                lookAtEnd(target);
            }
        }
    }

    // Who reads what.

    @Override
    public void addReader(int reader) {
        forget(reader); // It has begun anew, and requests a split again.
        signalEnd(reader);
    }

    @Override
    public void handleSplitRequest(int reader, @Nullable String host) {
        signalEnd(reader);
        if (!ended.contains(reader)) { // The request may have been sent before the signal came.
            waiting.add(reader);
            assign();
        }
    }

    @Override
    public void addSplitsBack(List<HarvestSplit> splits, int reader) {
        forget(reader);
        for (HarvestSplit split : splits) {
            TargetState target = target(split.name());
            boolean isReplaced = split.name().isWhole() && target.mode() == Mode.RANGES;
            if (!isReplaced) {
                report(target, split.name(), null);
                boolean mayBeCutMeanwhile = lookedAt.containsKey(target.number());
                pending.addFirst(mayBeCutMeanwhile ? split.askingFirst() : split);
            }
        }
        assign();
    }

    private void forget(int reader) {
        waiting.remove(reader);
        ended.remove(reader);
    }

    private void assign() {
        Iterator<Integer> readers = waiting.iterator();
        while (readers.hasNext() && !pending.isEmpty()) {
            int reader = readers.next();
            readers.remove();
            if (context.registeredReaders().containsKey(reader)) {
                context.assignSplit(pending.remove(), reader);
            }
        }
    }

    @Override
    public void handleSourceEvent(int reader, SourceEvent event) {
        ReaderEvent received = (ReaderEvent) event;
        TargetState target = target(received.split());
        if (received instanceof ReaderEvent.HasEnded ended) {
            report(target, ended.split(), ended.report());
            answer(reader, new EnumeratorEvent.Drop(ended.split()));
            settle(target);
        } else if (target.mode() == Mode.RANGES) {
            answer(reader, new EnumeratorEvent.Drop(received.split()));
        } else if (lookedAt.containsKey(target.number())) {
            lookedAt.put(target.number(), reader); // Answered once that is known.
        } else if (received instanceof ReaderEvent.IsLarge large && target.mode() == Mode.OPEN) {
            lookAtFirst(target, large, reader);
        } else {
            answer(reader, new EnumeratorEvent.Read(received.split()));
        }
    }

    private void answer(int reader, EnumeratorEvent answer) {
        if (context.registeredReaders().containsKey(reader)) {
            context.sendEventToSourceReader(reader, answer);
        }
    }

    private TargetState target(SplitName split) {
        return targets.get(split.target());
    }

    // How large targets are cut.

    private void lookAtFirst(TargetState target, ReaderEvent.IsLarge large, int reader) {
        lookedAt.put(target.number(), reader);
        look(
                () -> looks().boundary(target.query(), Range.BEGINNING, settings.rowsPerRange()),
                first -> {
                    target.spent(first.requests(), first.cost());
                    lookForRowsWithoutTime(target, large, first);
                },
                () -> leaveWhole(target));
    }

    /**
     * Those are in no range, so there must be none. Totals alone don't say so, as one may be hidden by a row that comes meanwhile; nor
     * does this look, as a server may take the condition and find nothing by it.
     */
    private void lookForRowsWithoutTime(TargetState target, ReaderEvent.IsLarge large, Look first) {
        look(
                () -> looks().withoutTime(target.query()),
                without -> {
                    target.spent(without.requests(), without.cost());
                    if (without.total() == 0) {
                        compareTotals(target, large, first, true);
                    } else {
                        leaveWhole(target);
                    }
                },
                () -> compareTotals(target, large, first, false)); // They are all there is then, and prove nothing.
    }

    private void compareTotals(TargetState target, ReaderEvent.IsLarge large, Look first, boolean allHaveTime) {
        if (first.total() == large.total()) {
            beginToCut(target, large, first, allHaveTime);
            return;
        }
        look( // They may differ because the index has moved since the page came.
                () -> looks().total(target.query()),
                all -> {
                    target.spent(all.requests(), all.cost());
                    if (all.total() == first.total()) {
                        beginToCut(target, large, first, allHaveTime);
                    } else {
                        leaveWhole(target);
                    }
                },
                () -> leaveWhole(target));
    }

    private void leaveWhole(TargetState target) {
        target.leaveWhole();
        answer(decided(target), new EnumeratorEvent.Read(SplitName.ofWhole(target.number())));
    }

    private void beginToCut(TargetState target, ReaderEvent.IsLarge large, Look first, boolean allHaveTime) {
        target.spent(large.requests(), large.cost()); // The page that nobody reads. Left whole, it is the harvest's.
        target.cutFrom(first.total(), allHaveTime);
        SplitName whole = SplitName.ofWhole(target.number());
        pending.removeIf(split -> split.name().equals(whole));
        answer(decided(target), new EnumeratorEvent.Drop(whole));
        cut(target, first);
    }

    /** The reader that waits for what is decided. */
    private int decided(TargetState target) {
        return Objects.requireNonNullElse(lookedAt.remove(target.number()), NOBODY);
    }

    private void cut(TargetState target, Look look) {
        pending.add(target.cut(look));
        assign();
        if (target.uncutFrom() != null) {
            lookFurther(target);
        } else {
            LOG.info(
                    "{} is read in {} ranges",
                    target.query().target(),
                    target.parts().size());
        }
    }

    private void lookFurther(TargetState target) {
        Instant from = Objects.requireNonNull(target.uncutFrom(), "something is left to be cut");
        long about = target.uncut() - settings.rowsPerRange();
        int ahead = 2 * about <= 3L * settings.rowsPerRange() ? 0 : settings.rowsPerRange();
        look(
                () -> looks().boundary(target.query(), from, ahead),
                look -> {
                    target.spent(look.requests(), look.cost());
                    if (target.isCutEnough(look.total(), settings.rowsPerRange())) {
                        cutNoMore(target);
                    } else {
                        cut(target, look);
                    }
                },
                () -> cutNoMore(target));
    }

    private void cutNoMore(TargetState target) {
        pending.add(target.cutNoMore());
        assign();
    }

    private void lookAtEnd(TargetState target) {
        look(
                () -> looks().total(target.query()),
                all -> {
                    target.spent(all.requests(), all.cost());
                    lookForRowsWithoutTimeAtEnd(target, all.total());
                },
                () -> lookedAtEnd(target, null, null));
    }

    private void lookForRowsWithoutTimeAtEnd(TargetState target, long total) {
        look(
                () -> looks().withoutTime(target.query()),
                without -> {
                    target.spent(without.requests(), without.cost());
                    lookedAtEnd(target, total, without.total());
                },
                () -> lookedAtEnd(target, total, null));
    }

    private void lookedAtEnd(TargetState target, @Nullable Long total, @Nullable Long withoutTime) {
        if (target.isRead()) { // Not one whose reader has crashed meanwhile.
            change(target, () -> target.lookedAtEnd(total, withoutTime));
            settle(target);
        }
    }

    private Looks looks() {
        Looks known = looks;
        if (known == null) {
            known = opener.get();
            looks = known;
        }
        return known;
    }

    /** Without credentials here, too, the rows come: just whole. Where the server ignores filters no range can be read. */
    private void look(Supplier<Mono<Look>> look, Consumer<Look> then, Runnable otherwise) {
        running.add(Mono.defer(look)
                .subscribe(seen -> context.runInCoordinatorThread(() -> then.accept(seen)), error -> {
                    if (error instanceof BacklinksException failure && failure.needsNewHarvest()) {
                        context.runInCoordinatorThread(() -> {
                            throw new SuppressRestartsException(failure);
                        });
                        return;
                    }
                    LOG.warn("a look at the index failed, so a target is not cut, or not proven: {}", error.toString());
                    context.runInCoordinatorThread(otherwise);
                }));
    }

    // How it ends.

    private void report(TargetState target, SplitName split, @Nullable SplitReport report) {
        change(target, () -> target.report(split, report));
    }

    private void change(TargetState target, Runnable change) {
        boolean wasEnded = target.isEnded();
        change.run();
        open += (wasEnded ? 1 : 0) - (target.isEnded() ? 1 : 0);
    }

    private void settle(TargetState target) {
        if (target.isRead() && !target.isEnded()) {
            lookAtEnd(target);
        } else if (open == 0) {
            output.write(targets.stream().map(TargetReport::of).toList());
            List.copyOf(context.registeredReaders().keySet()).forEach(this::signalEnd);
        }
    }

    private void signalEnd(int reader) {
        if (open == 0 && context.registeredReaders().containsKey(reader) && ended.add(reader)) {
            waiting.remove(reader);
            context.signalNoMoreSplits(reader);
        }
    }

    @Override
    public SourceState snapshotState(long checkpointId) {
        return new SourceState(targets, List.copyOf(pending));
    }

    @Override
    public void close() throws IOException {
        running.dispose();
        if (looks != null) {
            looks.close();
        }
    }
}
