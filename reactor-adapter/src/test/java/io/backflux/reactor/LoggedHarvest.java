package io.backflux.reactor;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.transport.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A harvest in a JVM of its own, as verbose as can be; user and password come by standard input. */
final class LoggedHarvest {

    private LoggedHarvest() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (BacklinksClient client = BacklinksClient.builder()
                .baseUrl(URI.create(arguments[0]))
                .credentials(Credentials.of(input.readLine(), input.readLine()))
                .timer(new Hasty())
                .build()) {
            client.backlinks(BacklinksQuery.builder("site.example").limit(10).build())
                    .doOnError(Throwable::printStackTrace)
                    .onErrorComplete()
                    .blockLast();
        }
    }
}
