package io.backflux.flink;

import io.backflux.error.BacklinksException;
import io.backflux.flink.TargetState.Look;
import io.backflux.flink.TargetState.Mode;
import java.io.IOException;
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
        ReaderEvent heard = (ReaderEvent) event;
        TargetState target = target(heard.split());
        if (heard instanceof ReaderEvent.HasEnded ended) {
            report(target, ended.split(), ended.report());
            answer(reader, new EnumeratorEvent.Drop(ended.split()));
            settle(target);
        } else if (target.mode() == Mode.RANGES) {
            answer(reader, new EnumeratorEvent.Drop(heard.split()));
        } else if (lookedAt.containsKey(target.number())) {
            lookedAt.put(target.number(), reader); // Answered once that is known.
        } else if (heard instanceof ReaderEvent.IsLarge large && target.mode() == Mode.OPEN) {
            lookAtFirst(target, large, reader);
        } else {
            answer(reader, new EnumeratorEvent.Read(heard.split()));
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
        target.spent(large.requests(), large.cost());
        look(
                () -> looks().boundary(target.query(), Range.BEGINNING, settings.rowsPerRange()),
                look -> compare(target, large.total(), look),
                () -> decide(target, null));
    }

    /** Rows without a time are in no range, so all must have one. */
    private void compare(TargetState target, long total, Look withTime) {
        target.spent(withTime.requests(), withTime.cost());
        if (withTime.total() == total) {
            target.cutFrom(total);
            decide(target, withTime);
            return;
        }
        look( // They may differ because the index has moved since the page came.
                () -> looks().total(target.query()),
                all -> {
                    target.spent(all.requests(), all.cost());
                    boolean allHaveOne = all.total() == withTime.total();
                    if (allHaveOne) {
                        target.cutFrom(all.total());
                    }
                    decide(target, allHaveOne ? withTime : null);
                },
                () -> decide(target, null));
    }

    /** @param first null where the target can't be cut */
    private void decide(TargetState target, @Nullable Look first) {
        int reader = Objects.requireNonNullElse(lookedAt.remove(target.number()), NOBODY);
        SplitName whole = SplitName.ofWhole(target.number());
        if (first == null) {
            target.leaveWhole();
            answer(reader, new EnumeratorEvent.Read(whole));
            return;
        }
        pending.removeIf(split -> split.name().equals(whole));
        answer(reader, new EnumeratorEvent.Drop(whole));
        cut(target, first);
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
                look -> {
                    target.spent(look.requests(), look.cost());
                    lookedAtEnd(target, look.total());
                },
                () -> lookedAtEnd(target, null));
    }

    private void lookedAtEnd(TargetState target, @Nullable Long total) {
        if (target.isRead()) { // Not one whose reader has crashed meanwhile.
            change(target, () -> target.lookedAtEnd(total));
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
            writeReport();
            List.copyOf(context.registeredReaders().keySet()).forEach(this::signalEnd);
        }
    }

    private void writeReport() {
        try {
            output.write(targets.stream().map(TargetReport::of).toList());
        } catch (IOException e) {
            throw new IllegalStateException("the report could not be written", e);
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
