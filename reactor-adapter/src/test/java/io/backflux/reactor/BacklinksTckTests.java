package io.backflux.reactor;

import io.backflux.Backlink;
import reactor.core.publisher.Flux;

public class BacklinksTckTests extends HarvestTck<Backlink> {

    public BacklinksTckTests() {
        this(Answers.ON_THE_ASKING_THREAD);
    }

    BacklinksTckTests(Answers answers) {
        super(answers);
    }

    @Override
    Flux<Backlink> publisher(BacklinksClient client) {
        return client.backlinks(Clients.limit(3));
    }
}
