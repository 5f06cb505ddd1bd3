package io.backflux.reactor;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.RowOrder;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Scanner;
import java.util.Set;
import reactor.core.publisher.Flux;

/** One harvest with all thirty slots. Prints how many rows it read, and how many of them came once. */
final class ManySlots {

    private static final Duration LONG = Duration.ofMinutes(5);

    private ManySlots() {}

    /**
     * Harvests.
     *
     * @param args the server's base URL, the order, whether whole pages are asked for, and how many of rows or pages are demanded at once
     */
    public static void main(String[] args) {
        Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
        BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create(args[0]))
                .credentials(Credentials.of(input.nextLine(), input.nextLine()))
                .quotaLimits(new QuotaLimits(30, 1_000_000))
                .build();
        Harvest harvest = client.harvest(BacklinksQuery.of(ParallelRun.TARGET))
                .order(RowOrder.valueOf(args[1]))
                .parallelism(30);
        int demand = Integer.parseInt(args[3]);
        Flux<Backlink> rows = Boolean.parseBoolean(args[2])
                ? harvest.pages().limitRate(demand).concatMapIterable(page -> page.items(), 1)
                : harvest.backlinks().limitRate(demand);
        Set<Integer> hashes = new HashSet<>();
        Long read = rows.doOnNext(row -> hashes.add(ParallelRun.identity(row).hashCode()))
                .count()
                .block(LONG);
        System.out.println(read + " rows, " + hashes.size() + " of them once, held " + client.waitingBytes());
        System.exit(0);
    }
}
