package io.backflux.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.Delta;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.IndexChanges;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WhatHasChangedIT {

    @Test
    void onlyWhatWasFoundOrLostSinceComes() {
        BacklinksQuery query = BacklinksQuery.of("forbes.com");
        try (BacklinksSimulator api = BacklinksSimulator.builder()
                        .rows(500)
                        .changing(IndexChanges.NONE)
                        .start();
                BacklinksClient client = BacklinksClient.builder()
                        .baseUrl(api.baseUrl())
                        .credentials(Credentials.of(api.username(), api.password()))
                        .build()) {
            BacklinksPage last = client.pages(query)
                    .last()
                    .blockOptional(Duration.ofMinutes(1))
                    .orElseThrow();
            int before = api.requestCount();
            api.change("forbes.com", new IndexChanges(40, 25, 10));

            Map<Delta.Change, Collection<Backlink>> changed = new WhatHasChanged(client)
                    .since(last.checkpoint(), query)
                    .blockOptional(Duration.ofMinutes(1))
                    .orElseThrow();

            assertThat(changed.get(Delta.Change.ADDED)).hasSize(40);
            assertThat(changed.get(Delta.Change.LOST)).hasSize(25);
            assertThat(changed).hasSize(2);
            assertThat(api.requestCount() - before).isOne();
        }
    }
}
