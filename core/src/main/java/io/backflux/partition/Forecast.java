package io.backflux.partition;

import io.backflux.BacklinksQuery;
import io.backflux.HarvestEstimate;
import io.backflux.ParallelEstimate;
import io.backflux.RemainingEstimate;
import io.backflux.Strategy;
import io.backflux.paging.Chain;
import io.backflux.paging.PageSize;
import io.backflux.paging.Plan;
import io.backflux.paging.PriceList;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reckons ahead what a harvest comes to. */
public final class Forecast {

    private static final long USUAL_ANSWER_MILLIS = 2000;
    private static final int[] SLOTS = {1, 4, 8, 30};

    /** Slots that are kept busy from one end, as in order: more of them wait until it is known where the next block begins. */
    private static final double FROM_ONE_END = 24;

    /**
     * What a harvest takes.
     *
     * @param requests requests, retries left out
     * @param rows rows that they bring, those that come twice too
     * @param answers how many answers' time
     */
    record Load(long requests, long rows, double answers) {}

    private Forecast() {}

    /** The query that one row is bought of, to reckon from. */
    public static BacklinksQuery probe(BacklinksQuery query) {
        return query.toBuilder().limit(1).build();
    }

    /**
     * Reckons from one row.
     *
     * @param max rows wanted at most
     * @param slots requests at once, as the harvest has them
     * @param ordered whether rows are wanted in the harvest's order
     * @param obstacle why there can't be several, in words; null where there can
     * @param total {@code total_count}
     * @param paid what the one row did cost; null where the answer did not say
     */
    public static HarvestEstimate of(
            BacklinksQuery query,
            long max,
            int slots,
            boolean ordered,
            @Nullable String obstacle,
            long total,
            @Nullable BigDecimal paid) {
        long available = available(query, total);
        long rows = Math.min(max, available);
        int limit = PageSize.within(query.limit(), max);
        BigDecimal one = paid != null && paid.signum() > 0 ? paid : PriceList.page(1);
        Strategy parallel =
                obstacle == null ? Strategies.of(query, total, rows, limit, Reach.OF_API, ordered) : Strategy.CHAIN;
        String reason = obstacle == null && parallel == Strategy.CHAIN && rows > limit
                ? Strategies.obstacleToBlocks(query, limit)
                : obstacle;
        List<ParallelEstimate> estimates = IntStream.concat(IntStream.of(SLOTS), IntStream.of(slots))
                .distinct()
                .sorted()
                .mapToObj(many -> {
                    Strategy strategy = many == 1 ? Strategy.CHAIN : parallel;
                    Load load = load(strategy, ordered, max < available, rows, limit, many);
                    return estimate(many, strategy, many == 1 ? null : reason, load, one);
                })
                .toList();
        return estimate(query.target(), total, rows, paid, estimates);
    }

    /**
     * All plans as one.
     *
     * @param plans that of a chain first
     */
    private static HarvestEstimate estimate(
            String target, long total, long rows, @Nullable BigDecimal paid, List<ParallelEstimate> plans) {
        ParallelEstimate chain = plans.get(0);
        return HarvestEstimate.builder(target)
                .totalCount(total)
                .rows(rows)
                .requests(chain.requests())
                .cost(chain.cost())
                .time(chain.time())
                .paid(paid == null ? BigDecimal.ZERO : paid)
                .parallel(plans)
                .build();
    }

    private static ParallelEstimate estimate(
            int slots, Strategy strategy, @Nullable String reason, Load load, BigDecimal one) {
        return ParallelEstimate.builder(slots)
                .strategy(strategy)
                .strategyReason(reason)
                .requests(load.requests())
                .cost(PriceList.of(load.requests(), load.rows(), one))
                .time(Duration.ofMillis(Math.round(load.answers() * USUAL_ANSWER_MILLIS)))
                .build();
    }

    /**
     * What resuming a chain takes.
     *
     * @param from its checkpoint
     * @return null where nothing is left, where the total isn't known, and for parallel harvests, whose pages grow
     */
    public static @Nullable RemainingEstimate remaining(Plan plan, CheckpointContent from) {
        Long total = from.counts().totalAtStart();
        if (total == null || from.isEnded() || from.isParallel()) {
            return null;
        }
        long whole = Math.min(plan.max(), available(plan.query(), total));
        long left = whole - from.received();
        if (left <= 0) {
            return null;
        }
        Chain chain = Chain.resume(plan, from);
        long bought = whole - chain.received(); // A page that is begun is bought again.
        long requests = pages(bought, chain.limit());
        int limitAnew = PageSize.within(plan.query().limit(), plan.max());
        long requestsAnew = pages(whole, limitAnew);
        return RemainingEstimate.builder(plan.query().target())
                .limit(chain.limit())
                .rows(left)
                .requests(requests)
                .cost(price(requests, bought, from))
                .limitAnew(limitAnew)
                .requestsAnew(requestsAnew)
                .costAnew(price(requestsAnew, whole, from))
                .build();
    }

    private static BigDecimal price(long requests, long rows, CheckpointContent from) {
        BigDecimal listed = PriceList.of(requests, rows);
        Counts paid = from.counts();
        return paid.cost().signum() == 0 || paid.pages() == 0
                ? listed
                : PriceList.scaled(listed, paid.cost(), PriceList.of(paid.pages(), from.received()));
    }

    private static long available(BacklinksQuery query, long total) {
        int offset = query.offset() == null ? 0 : query.offset();
        return Math.max(0, total - offset);
    }

    private static long pages(long rows, int limit) {
        return rows == 0 ? 1 : (rows - 1) / limit + 1;
    }

    /**
     * For a strategy.
     *
     * @param ordered whether rows are wanted in the harvest's order
     * @param limited whether more rows exist than are wanted
     * @param limit rows a page
     */
    static Load load(Strategy strategy, boolean ordered, boolean limited, long rows, int limit, int slots) {
        long pages = pages(rows, limit);
        return switch (strategy) {
            case OFFSETS, BOTH_ENDS -> {
                boolean shares = limit > 1 && !limited; // Neighbours share a row.
                long sharing = shares ? sharedPages(rows, limit) : pages;
                yield new Load(
                        sharing, shares ? rows + sharing - 1 : rows, 1 + Math.ceil((double) (sharing - 1) / slots));
            }
            case BLOCKS ->
                blocks(sharedPages(rows, limit), rows, limit, ordered || limited ? FROM_ONE_END : slots, slots);
            case CHAIN, RANGES -> new Load(pages, rows, pages); // None begins in ranges.
        };
    }

    private static long sharedPages(long rows, int limit) {
        return (rows - 2) / (limit - 1) + 1;
    }

    /**
     * The first page, all others, which share rows, and the end, at which the slowest are waited for. Fitted to harvests in virtual
     * time of rows that were found in bursts.
     *
     * @param known slots that know what to request
     */
    private static Load blocks(long requests, long rows, int limit, double known, int slots) {
        double begin =
                Strategies.mayGoAtOnce(Strategy.BLOCKS, rows, limit) ? 1 : 1 + Math.log((double) slots / Pace.FEW);
        double all = Math.max(1, begin) + (requests - 1) / Math.min(slots, known) + 1.5;
        return new Load(requests + 1, rows + requests, all); // And a row that tells of the end.
    }
}
