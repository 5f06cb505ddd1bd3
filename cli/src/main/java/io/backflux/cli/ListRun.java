package io.backflux.cli;

import io.backflux.HarvestStatus;
import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.SharedSlots;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All targets of a list, as many at once as there are slots, each gone once it is over. */
final class ListRun {

    /** What hears how each target ended, one at a time. */
    interface Listener {
        void ended(ListedTarget target, Outcome outcome);
    }

    private final TargetList list;
    private final BiFunction<ListedTarget, SharedSlots.Lease, TargetHarvest> harvests;
    private final SharedSlots slots;
    private final int atOnce;
    private final Interrupt interrupt;
    private final boolean failFast;
    private final ListTally tally;
    private volatile boolean accountRefused;

    /**
     * @param harvests what is harvested of a target, with its slots
     * @param atOnce how many targets at once
     * @param failFast whether the first failure ends all
     */
    ListRun(
            TargetList list,
            BiFunction<ListedTarget, SharedSlots.Lease, TargetHarvest> harvests,
            SharedSlots slots,
            int atOnce,
            Interrupt interrupt,
            boolean failFast,
            ListTally tally) {
        this.list = list;
        this.harvests = harvests;
        this.slots = slots;
        this.atOnce = atOnce;
        this.interrupt = interrupt;
        this.failFast = failFast;
        this.tally = tally;
    }

    /**
     * Blocks until the last one is over.
     *
     * @throws UnwritableException if the listener can't write what it hears
     */
    void await(Listener listener) {
        AtomicReference<@Nullable UnwritableException> unwritable = new AtomicReference<>();
        Flux.fromIterable(list)
                .doOnTerminate(slots::noMoreHarvests)
                .flatMap(target -> outcome(target).map(end -> new Ended(target, end)), atOnce)
                .doOnNext(end -> {
                    try {
                        listener.ended(end.target(), end.outcome());
                    } catch (UnwritableException e) {
                        unwritable.compareAndSet(null, e);
                        interrupt.request();
                    }
                })
                .blockLast();
        UnwritableException failed = unwritable.get();
        if (failed != null) {
            throw failed;
        }
    }

    private record Ended(ListedTarget target, Outcome outcome) {}

    private Mono<Outcome> outcome(ListedTarget target) {
        return Mono.using(
                slots::lease, lease -> outcome(target, harvests.apply(target, lease)), SharedSlots.Lease::close);
    }

    private Mono<Outcome> outcome(ListedTarget target, TargetHarvest harvest) {
        if (interrupt.isRequested()) {
            return Mono.fromCallable(() -> harvest.skipped(HarvestStatus.LIMITED, TargetHarvest.INTERRUPTED));
        }
        if (interrupt.isRequestedAfterPage()) {
            return Mono.fromCallable(() -> harvest.skipped(HarvestStatus.LIMITED, TargetHarvest.FAIL_FAST));
        }
        if (accountRefused) {
            return Mono.fromCallable(
                    () -> harvest.skipped(HarvestStatus.FAILED, "not begun, because the account was refused"));
        }
        tally.begun(target, harvest);
        return harvest.run().doOnNext(this::note);
    }

    private void note(Outcome outcome) {
        accountRefused |= outcome.error() instanceof AccountRefusedException;
        if (failFast && outcome.error() != null) {
            interrupt.requestAfterPage();
        }
    }
}
