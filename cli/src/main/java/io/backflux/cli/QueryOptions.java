package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.OrderBy;
import io.backflux.RowOrder;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is asked of the API and how, the same for each of the targets. */
final class QueryOptions {

    private static final int LARGEST_PAGE = 1000;

    @Parameters(
            arity = "0..*",
            paramLabel = "TARGET",
            description = "A domain, such as forbes.com, or a page, such as https://forbes.com/about.")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--max", paramLabel = "N", description = "At most so many rows of each target; no more are bought.")
    private @Nullable Long max;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "" + LARGEST_PAGE,
            description = "Rows in a page, 1 to 1000 (default: ${DEFAULT-VALUE}, the cheapest).")
    private int pageSize = LARGEST_PAGE;

    @Option(
            names = "--order-by",
            paramLabel = "RULE",
            parameterConsumer = SortRules.class,
            description = "Up to three sort rules, such as rank,desc first_seen,asc.")
    private List<OrderBy> orderBy = new ArrayList<>();

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "Up to so many requests at once for each target (default: 1; with --targets those that are idle at"
                            + " the end of the list, unless an order is asked for); rows come in no particular order, and only"
                            + " those seen before the harvest begins.")
    private @Nullable Integer parallel;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            converter = Converters.Order.class,
            description = {
                "query: the order of --order-by or the API's own (the default without --parallel);",
                "stable: first_seen, url_from, url_to, which loses no row while the index changes, and only rows seen before"
                        + " the harvest begins; with --parallel and above 21,000 rows hardly faster than without;",
                "any: as they come (the default with --parallel); gives up --order-by for --parallel."
            })
    private @Nullable RowOrder order;

    @Option(
            names = "--select",
            paramLabel = "FIELD",
            parameterConsumer = FieldNames.class,
            description =
                    "Only these fields of each row, such as url_from url_to rank. The rest isn't even read; the price is the"
                            + " same, as the API sends whole rows.")
    private List<String> select = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "CHECKPOINT|DATE",
            description = {
                "Only what is new or lost since the beginning of an earlier harvest, named by its checkpoint (or a folder of",
                "them, for several targets), or since a date, such as 2026-11-20 or 2026-11-20T03:00:00Z. With --status live"
                        + " only what is new, with lost only what is lost. Takes 3 of the 8 conditions of --filter."
            })
    private @Nullable String since;

    @Mixin
    private RowOptions rowOptions = new RowOptions();

    /** The most rows of each target. */
    long max() {
        return max == null ? Long.MAX_VALUE : max;
    }

    /** @throws IllegalArgumentException if a field isn't known */
    Columns columns() {
        return Columns.of(select);
    }

    /** Requests at once for each target. */
    int parallel() {
        return parallel == null ? 1 : parallel;
    }

    /** Rows in a page at most. */
    int pageSize() {
        return pageSize;
    }

    /**
     * Since when.
     *
     * @param server who is asked
     * @throws IllegalArgumentException if it is neither a date nor a checkpoint
     */
    Since since(String server) {
        return Since.of(since, server, Instant.now());
    }

    /** @throws IllegalArgumentException if a target or an option is not what the API takes */
    List<BacklinksQuery> queries(int maxInFlight, Since from) {
        check(maxInFlight);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("Missing required parameter: 'TARGET', or --targets FILE");
        }
        List<String> distinct = targets.stream().distinct().toList();
        distinct.forEach(QueryOptions::checkNoFile);
        List<BacklinksQuery> queries = distinct.stream()
                .map(this::query)
                .map(query -> from.of(query, FileName.of(query.target())))
                .toList();
        TargetSpelling.checkDistinct(distinct);
        return queries;
    }

    /** Isn't repeated, since a login may stand there, too. */
    private static void checkNoFile(String target) {
        if (target.startsWith("@")) {
            throw new IllegalArgumentException(
                    "a target must not begin with \"@\"; --targets FILE reads targets from a file");
        }
    }

    /** @throws IllegalArgumentException if an option is not what the API takes, or targets are named besides a list */
    boolean checkList(int maxInFlight) {
        check(maxInFlight);
        if (!targets.isEmpty()) {
            throw new IllegalArgumentException("--targets FILE and targets one by one exclude each other");
        }
        return true;
    }

    /** @throws IllegalArgumentException if it isn't what the API takes */
    BacklinksQuery listed(QueryJson line, Since from) {
        BacklinksQuery.Builder query = builder(line.target());
        line.apply(query);
        BacklinksQuery built = query.build();
        if (built.mode() != null && built.customMode() != null) {
            throw new IllegalArgumentException("mode and custom_mode exclude each other: the API would ignore mode");
        }
        return from.of(built, FileName.of(line.target(), line.canonical()));
    }

    /**
     * A harvest of a target among many. Unless an order is asked for, what is idle at the end of the list may be used for it.
     *
     * @param slots requests at once at most
     */
    Harvest harvestOfList(BacklinksClient client, BacklinksQuery query, int slots) {
        boolean ordered = order == RowOrder.QUERY
                || (order == RowOrder.STABLE && parallel == null)
                || (order == null && !query.orderBy().isEmpty());
        int wanted = parallel == null ? slots : Math.min(parallel, slots);
        return harvest(client, query, ordered ? 1 : wanted);
    }

    private void check(int maxInFlight) {
        if (max != null && max < 1) {
            throw new IllegalArgumentException("--max must be at least 1, was " + max);
        }
        int parallel = parallel();
        if (parallel < 1) {
            throw new IllegalArgumentException("--parallel must be at least 1, was " + parallel);
        }
        if (maxInFlight >= 1 && parallel > maxInFlight) {
            throw new IllegalArgumentException(
                    "--parallel must be at most --max-in-flight, which is " + maxInFlight + ", was " + parallel);
        }
        columns();
        checkOrder();
    }

    private void checkOrder() {
        if (order == RowOrder.STABLE && !orderBy.isEmpty()) {
            throw new IllegalArgumentException("--order stable and --order-by exclude each other");
        }
        int parallel = parallel();
        if (order == RowOrder.QUERY && parallel > 1) {
            throw new IllegalArgumentException("--order query takes one request at a time, so it excludes --parallel");
        }
        if (order == null && parallel > 1 && !orderBy.isEmpty()) {
            throw new IllegalArgumentException(
                    "--parallel has an order of its own; --order any gives up that of --order-by");
        }
    }

    /**
     * A harvest of a target.
     *
     * @param slots requests at once
     */
    Harvest harvest(BacklinksClient client, BacklinksQuery query, int slots) {
        Harvest all = columns().of(client.harvest(query)).parallelism(slots);
        Harvest limited = max == null ? all : all.take(max);
        return order == null ? limited : limited.order(order);
    }

    private BacklinksQuery query(String target) {
        return builder(target).build();
    }

    private BacklinksQuery.Builder builder(String target) {
        BacklinksQuery.Builder query = BacklinksQuery.builder(target).orderBy(orderBy);
        try {
            query.limit(pageSize);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--page-size must be between 1 and 1000, was " + pageSize, e);
        }
        rowOptions.apply(query);
        return query;
    }
}
