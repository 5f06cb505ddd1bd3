package io.backflux.samples.quickstart;

import io.backflux.BacklinksQuery;
import io.backflux.quota.redis.RedisAccountQuota;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;

/** A process that shares the quota of its account with others. */
final class SharedQuota {

    private SharedQuota() {}

    static void printLinks(String username, String password) {
        try (RedisAccountQuota quota = RedisAccountQuota.builder("redis://redis.internal")
                        .account(username)
                        .build();
                BacklinksClient client = BacklinksClient.builder()
                        .credentials(Credentials.of(username, password))
                        .quota(quota)
                        .build()) {
            client.backlinks(BacklinksQuery.of("forbes.com"))
                    .doOnNext(link -> System.out.println(link.urlFrom()))
                    .blockLast();
        }
    }
}
