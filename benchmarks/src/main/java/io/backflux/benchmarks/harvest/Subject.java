package io.backflux.benchmarks.harvest;

import java.net.URI;
import java.util.Arrays;
import java.util.function.Function;

/** What is measured, by its name in tables and on the command line. */
enum Subject {
    DRAIN("drain", Drain::new),
    BACKFLUX("backflux", BackfluxRows::new),
    BACKFLUX_PAGES("backflux-pages", BackfluxPages::new),
    WEBCLIENT_DATABIND("webclient-databind", WebClientDatabind::new),
    JDK_DATABIND("jdk-databind", JdkDatabind::new),
    OKHTTP_GSON("okhttp-gson", OkHttpGson::new);

    private final String id;
    private final Function<URI, Contender> client;

    Subject(String id, Function<URI, Contender> client) {
        this.id = id;
        this.client = client;
    }

    static Subject of(String id) {
        return Arrays.stream(values())
                .filter(subject -> subject.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no subject " + id));
    }

    String id() {
        return id;
    }

    Contender connect(URI server) {
        return client.apply(server);
    }
}
