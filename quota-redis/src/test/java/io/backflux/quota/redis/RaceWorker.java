package io.backflux.quota.redis;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.quota.QuotaLimits;
import io.backflux.reactor.transport.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** One process of a race: it harvests many targets at once, and prints how many rows each had. */
final class RaceWorker {

    static final int HARVESTS = 40;
    static final int PAGE = 10;

    private RaceWorker() {}

    /**
     * Harvests all its targets.
     *
     * @param args URL of the API and of Redis, the worker's name, the lease in milliseconds, requests a minute. Login and password come as
     *     two lines of the input
     */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String username = in.readLine();
        Credentials credentials = Credentials.of(username, in.readLine());
        try (RedisAccountQuota quota = RedisAccountQuota.builder(args[1])
                        .account(username)
                        .lease(Duration.ofMillis(Long.parseLong(args[3])))
                        .limits(new QuotaLimits(30, Integer.parseInt(args[4])))
                        .build();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(URI.create(args[0]))
                        .credentials(credentials)
                        .quota(quota)
                        .build()) {
            Flux.range(0, HARVESTS)
                    .map(number -> target(args[2], number))
                    .flatMap(
                            target -> client.pages(BacklinksQuery.builder(target)
                                            .limit(PAGE)
                                            .build())
                                    .map(page -> page.items().size())
                                    .reduce(0, Integer::sum)
                                    .doOnNext(rows -> System.out.println(target + " " + rows)),
                            HARVESTS)
                    .blockLast();
        }
        System.out.println("end");
    }

    static String target(String worker, int number) {
        return worker + "-" + number + ".com";
    }
}
