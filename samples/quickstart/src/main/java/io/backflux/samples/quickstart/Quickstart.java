package io.backflux.samples.quickstart;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;

/** The first program: ten links of a target, from a simulator of the API. */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) {
        try (BacklinksSimulator api = BacklinksSimulator.start();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(api.baseUrl())
                        .credentials(Credentials.of(api.username(), api.password()))
                        .build()) {
            client.backlinks(BacklinksQuery.of("forbes.com"))
                    .take(10)
                    .doOnNext(link -> System.out.println(link.urlFrom() + " -> " + link.urlTo()))
                    .blockLast();
        }
    }
}
