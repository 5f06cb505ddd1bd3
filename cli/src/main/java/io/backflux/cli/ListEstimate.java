package io.backflux.cli;

import io.backflux.HarvestEstimate;
import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.Harvest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the harvests of all targets of a list will come to: sums, and those that weigh most. */
final class ListEstimate {

    private static final int MOST = 5;

    private final TargetList list;
    private final Function<ListedTarget, Harvest> harvests;
    private final int atOnce;
    private final Interrupt interrupt;
    private final List<HarvestEstimate> dearest = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private int known;
    private int failures;
    private long rows;
    private long total;
    private long requests;
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;
    private Duration time = Duration.ZERO;
    private @Nullable BigDecimal balance;
    private ExitCode gravest = ExitCode.GOOD;
    private volatile boolean accountRefused;

    /**
     * @param harvests what is estimated of a target
     * @param atOnce how many requests at once
     */
    ListEstimate(TargetList list, Function<ListedTarget, Harvest> harvests, int atOnce, Interrupt interrupt) {
        this.list = list;
        this.harvests = harvests;
        this.atOnce = atOnce;
        this.interrupt = interrupt;
    }

    /** Blocks until the last one is over. */
    void await() {
        Flux.fromIterable(list)
                .flatMap(target -> estimate(target, harvests.apply(target)), atOnce)
                .doOnNext(this::add)
                .blockLast();
    }

    private Mono<Estimate> estimate(ListedTarget target, Harvest harvest) {
        if (accountRefused || interrupt.isRequested()) {
            return Mono.empty();
        }
        return harvest.estimate()
                .takeUntilOther(interrupt.signal())
                .map(figures -> new Estimate(target.target(), figures, null))
                .doOnError(AccountRefusedException.class, refused -> accountRefused = true)
                .onErrorResume(error -> Mono.just(new Estimate(target.target(), null, error)));
    }

    private void add(Estimate estimate) {
        HarvestEstimate figures = estimate.figures();
        if (figures == null) {
            failures++;
            gravest = ExitCode.gravest(List.of(gravest, estimate.exitCode()));
            if (failed.size() < MOST && estimate.error() != null) {
                failed.add(estimate.target() + ": " + Failure.words(estimate.error()));
            }
            return;
        }
        known++;
        rows += figures.rows();
        total += figures.totalCount();
        requests += figures.requests();
        cost = cost.add(figures.cost());
        paid = paid.add(figures.paid());
        time = time.plus(figures.time());
        BigDecimal left = figures.balance();
        balance = left == null || (balance != null && balance.compareTo(left) < 0) ? balance : left;
        dearest.add(figures);
        dearest.sort(Comparator.comparing(HarvestEstimate::cost).reversed());
        if (dearest.size() > MOST) {
            dearest.remove(MOST);
        }
    }

    int exitCode() {
        return interrupt.isRequested() ? ExitCode.INTERRUPTED : gravest.number();
    }

    /** All that is known together; null where nothing is. */
    @Nullable HarvestEstimate sum() {
        return known == 0
                ? null
                : HarvestEstimate.builder("")
                        .totalCount(total)
                        .rows(rows)
                        .requests(requests)
                        .cost(cost)
                        .time(time.dividedBy(atOnce))
                        .paid(paid)
                        .balance(balance)
                        .build();
    }

    /**
     * For people.
     *
     * @param simulated whether nothing was paid
     */
    List<String> lines(boolean simulated) {
        HarvestEstimate sum = sum();
        List<String> lines = new ArrayList<>();
        lines.add(Figures.count(known) + " of " + Figures.counted(list.size(), "target") + " estimated");
        if (sum != null) {
            lines.add("  rows      " + Figures.count(rows) + " of " + Figures.count(total));
            lines.add("  requests  " + Figures.count(requests) + " at least; what is cut at the end takes few more");
            lines.add("  cost      about " + Figures.about(cost));
            lines.add(
                    "  time      about " + Figures.clock(sum.time().toSeconds()) + ", " + atOnce + " requests at once");
            lines.add("  paid      " + Figures.dollars(paid) + " for this estimate"
                    + (simulated ? " (simulated: nothing was billed)" : ""));
            if (balance != null) {
                lines.add("  balance   " + EstimateText.balance(balance, sum));
            }
            lines.add("  dearest   "
                    + String.join(
                            ", ",
                            dearest.stream()
                                    .map(one -> one.target() + " " + Figures.about(one.cost()))
                                    .toList()));
        }
        failed.forEach(one -> lines.add("backflux: " + one));
        if (failures > failed.size()) {
            lines.add("backflux: and " + Figures.counted(failures - failed.size(), "more target") + " failed");
        }
        return lines;
    }
}
