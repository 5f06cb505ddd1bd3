package io.backflux.reactor.oracle;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Checkpoint;
import io.backflux.Fields;
import io.backflux.Filter;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.RowOrder;
import io.backflux.error.BacklinksException;
import io.backflux.error.CheckpointException;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Plays a situation: run after run, each resumed from the one before, until the harvest is complete. */
public final class Story {

    private static final int MOST_EXTRA_RUNS = 4;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofMinutes(15);
    private static final Duration PATIENCE = Duration.ofHours(12);

    private final Situation situation;
    private final VirtualTimeScheduler time;
    private final ModelApi api;
    private final Clients clients;
    private final BacklinksClient client;
    private final Delivery delivery = new Delivery();
    private final List<RunResult> results = new ArrayList<>();
    private @Nullable Checkpoint stored;

    /** Makes a client whose only time is the scheduler's. */
    public interface Clients {

        BacklinksClient of(ModelTransport api, VirtualTimeScheduler time);

        /** The harvest as if the API took no larger offsets. */
        Harvest reaching(Harvest harvest, int mostOffset);
    }

    private Story(Situation situation, Clients clients) {
        this.situation = situation;
        this.time = VirtualTimeScheduler.create();
        this.api = new ModelApi(situation, time, 400 + 30 * situation.pages());
        this.clients = clients;
        this.client = clients.of(new ModelTransport(api), time);
    }

    /** What was wrong with it. */
    public static Verdicts play(Situation situation, Clients clients) {
        Story story = new Story(situation, clients);
        try {
            story.playAll();
            return new Judge(situation, story.api, story.delivery, story.results).verdicts();
        } finally {
            story.time.dispose();
        }
    }

    private void playAll() {
        int next = 0;
        boolean over = false;
        while (!over && next < situation.runs().size() + MOST_EXTRA_RUNS) {
            Run run = next < situation.runs().size()
                    ? situation.runs().get(next)
                    : situation.runs().get(situation.runs().size() - 1).unbounded();
            RunResult result = play(run, next++);
            results.add(result);
            stored = result.checkpoint();
            HarvestSummary summary = result.summary();
            over = summary == null
                    || summary.status() == HarvestStatus.COMPLETE
                    || (summary.status() == HarvestStatus.LIMITED
                            && next >= situation.runs().size())
                    || (result.error() != null && !isWorthAnother(result));
        }
    }

    private boolean isWorthAnother(RunResult result) {
        boolean wasProgress = result.requests() > 0 && !situation.weather().isEmpty();
        return result.error() instanceof BacklinksException failed && failed.isTransient() && wasProgress;
    }

    private RunResult play(Run run, int number) {
        api.beginRun(number);
        if (stored == null) {
            delivery.cutTo(0);
        }
        return run.pages()
                ? new Playing<BacklinksPage>(run, this::take).play(harvest(run), Harvest::pages)
                : new Playing<Backlink>(run, delivery::add).play(harvest(run), Harvest::backlinks);
    }

    private void take(BacklinksPage page) {
        page.items().forEach(delivery::add);
    }

    private Harvest harvest(Run run) {
        Harvest harvest = client.harvest(query());
        boolean isBegun = stored != null;
        if (run.order() == Run.Order.STABLE && !isBegun) {
            harvest = harvest.order(RowOrder.STABLE);
        }
        if (situation.mostOffset() > 0) {
            harvest = clients.reaching(harvest, situation.mostOffset());
        }
        if (run.order() == Run.Order.PARALLEL) {
            harvest = harvest.parallelism(run.slots());
        }
        if (run.take() > 0) {
            harvest = harvest.take(run.take());
        }
        if (run.maxPages() > 0) {
            harvest = harvest.maxCost(maxCost(run));
        }
        harvest = harvest.prefetch(run.prefetch());
        return resumed(harvest, run);
    }

    private Harvest resumed(Harvest harvest, Run run) {
        Checkpoint from = stored;
        if (from == null) {
            return run.ordered() ? harvest.order(RowOrder.STABLE) : harvest;
        }
        if (run.ordered()) {
            try {
                Harvest ordered = harvest.order(RowOrder.STABLE).resumeFrom(from);
                ordered.pages(); // Refuses it where the checkpoint has no order.
                return ordered;
            } catch (CheckpointException notInOrder) {
                return harvest.resumeFrom(from);
            }
        }
        return harvest.resumeFrom(from);
    }

    private BigDecimal maxCost(Run run) {
        return Page.price(situation.limit())
                .multiply(BigDecimal.valueOf(run.maxPages()))
                .add(new BigDecimal("0.01"));
    }

    private BacklinksQuery query() {
        BacklinksQuery.Builder query = BacklinksQuery.builder("site.example").limit(situation.limit());
        Filter filter = null;
        for (int i = 0; i < situation.conditions(); i++) {
            Filter always = Fields.RANK.atLeast(-i);
            filter = filter == null ? always : filter.and(always);
        }
        return filter == null ? query.build() : query.filters(filter).build();
    }

    /** A run under way. */
    private final class Playing<T> extends BaseSubscriber<T> {

        private final Run run;
        private final Consumer<T> taking;
        private final List<HarvestSummary> summaries = new ArrayList<>();
        private final List<Checkpoint> ofPages = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private final int receivedBefore = delivery.size();
        private final int requestsBefore = api.requests();
        private final BigDecimal billedBefore = api.billed();
        private int units;
        private int terminals;
        private @Nullable Throwable error;
        private boolean cancelled;

        Playing(Run run, Consumer<T> taking) {
            this.run = run;
            this.taking = taking;
        }

        RunResult play(Harvest harvest, Function<Harvest, Flux<T>> form) {
            form.apply(harvest.listener(HarvestListener.onSummary(summaries::add)))
                    .subscribe(this);
            long end = time.now(TimeUnit.SECONDS) + PATIENCE.toSeconds();
            while (terminals == 0 && !cancelled && time.now(TimeUnit.SECONDS) < end) {
                time.advanceTimeBy(STEP);
            }
            int requestsAtEnd = api.requests();
            time.advanceTimeBy(AFTERWARDS);
            keepStored();
            return new RunResult(
                    run,
                    cancelled,
                    terminals,
                    summaries.size(),
                    summaries.isEmpty() ? null : summaries.get(0),
                    error,
                    checkpoint(),
                    delivery.size(),
                    api.requests() - requestsBefore,
                    api.requests() - requestsAtEnd,
                    api.billed().subtract(billedBefore));
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(run.batch() == 0 ? Long.MAX_VALUE : run.batch());
        }

        @Override
        protected void hookOnNext(T unit) {
            taking.accept(unit);
            units++;
            if (unit instanceof BacklinksPage page) {
                ofPages.add(page.checkpoint());
                sizes.add(delivery.size());
            }
            if (units == run.cancelAfter()) {
                cancelled = true;
                cancel();
            } else if (run.batch() > 0 && units % run.batch() == 0) {
                request(run.batch());
            }
        }

        @Override
        protected void hookOnComplete() {
            terminals++;
        }

        @Override
        protected void hookOnError(Throwable failed) {
            terminals++;
            error = failed;
        }

        private boolean losesPages() {
            return run.pages() && run.lostPages() > 0 && !ofPages.isEmpty() && (cancelled || error != null);
        }

        /** As after a crash: the last pages were never stored. */
        private void keepStored() {
            if (losesPages()) {
                int kept = Math.max(0, ofPages.size() - run.lostPages());
                delivery.cutTo(kept == 0 ? receivedBefore : sizes.get(kept - 1));
            }
        }

        private @Nullable Checkpoint checkpoint() {
            if (losesPages()) {
                int kept = Math.max(0, ofPages.size() - run.lostPages());
                return kept == 0 ? stored : ofPages.get(kept - 1);
            }
            if (error instanceof BacklinksException failed) {
                return failed.checkpoint();
            }
            return summaries.isEmpty() ? null : summaries.get(0).checkpoint();
        }
    }
}
