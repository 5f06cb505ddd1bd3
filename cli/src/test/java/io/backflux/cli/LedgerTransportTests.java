package io.backflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.RetryPolicy;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.HarvestListener;
import io.backflux.reactor.transport.Credentials;
import io.backflux.reactor.transport.TransportException;
import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.Fault;
import io.backflux.simulator.FaultPlan;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

class LedgerTransportTests {

    private static final ListedTarget A = new ListedTarget(0, 1, BacklinksQuery.of("a.com"), "a.com.ndjson");

    @TempDir
    private Path folder;

    private final BacklinksSimulator simulator =
            CommandRun.simulator().rows(1_500).start();

    private Ledger ledger() {
        NumberByHash numbers = new NumberByHash();
        numbers.putIfAbsent(Hashes.of(A.fileName()), 0);
        return Ledger.open(folder, Existing.REFUSED, new LedgerHead(false, RowFormat.NDJSON, ""), numbers, 1);
    }

    private BacklinksClient client() {
        return BacklinksClient.builder()
                .baseUrl(simulator.baseUrl())
                .credentials(Credentials.of(simulator.username(), simulator.password()))
                .retryPolicy(RetryPolicy.NONE)
                .transportDecorator(LedgerTransport::new)
                .build();
    }

    private static Harvest noted(BacklinksClient client, Ledger.Entry entry) {
        return client.harvest(A.query()).listener(new HarvestListener() {
            @Override
            public Context requestContext(Context context) {
                return LedgerTransport.noting(entry, context);
            }
        });
    }

    @Test
    void eachRequestAndItsPriceIsNoted() throws IOException {
        try (simulator;
                BacklinksClient client = client();
                Ledger ledger = ledger()) {
            Ledger.Entry entry = ledger.entry(A);
            noted(client, entry).pages().blockLast();
            client.harvest(A.query()).pages().blockLast(); // For another's account.
            assertThat(entry.requests()).isEqualTo(2);
            assertThat(entry.unsettled()).isZero();
            assertThat(entry.cost().multiply(java.math.BigDecimal.valueOf(2))).isEqualByComparingTo(simulator.billed());
        }
    }

    @Test
    void anAnswerThatBreaksOffBeforeItsPriceStaysUnsettled() throws IOException {
        simulator.fail(FaultPlan.of(Fault.RESET_BEFORE_ANSWER));
        try (simulator;
                BacklinksClient client = client();
                Ledger ledger = ledger()) {
            Ledger.Entry entry = ledger.entry(A);
            assertThatThrownBy(() -> noted(client, entry).pages().blockLast()).isNotNull();
            assertThat(entry.requests()).isEqualTo(1);
            assertThat(entry.unsettled()).isEqualTo(1);
        }
    }

    @Test
    void whatSurelyDidNotReachTheServerCostsNothing() throws IOException {
        try (simulator;
                Ledger ledger = ledger();
                BacklinksClient client = BacklinksClient.builder()
                        .transport(request -> Flux.error(
                                new TransportException(TransportException.Problem.UNREACHABLE, "no route", null)))
                        .retryPolicy(RetryPolicy.NONE)
                        .transportDecorator(LedgerTransport::new)
                        .build()) {
            Ledger.Entry entry = ledger.entry(A);
            assertThatThrownBy(() -> noted(client, entry).pages().blockLast()).isNotNull();
            assertThat(entry.requests()).isEqualTo(1);
            assertThat(entry.unsettled()).isZero();
            assertThat(entry.cost()).isZero();
        }
    }

    @Test
    void aRequestThatCannotBeNotedIsNotSent() throws IOException {
        try (simulator;
                BacklinksClient client = client()) {
            Ledger ledger = ledger();
            ledger.close();
            assertThatThrownBy(() -> noted(client, ledger.entry(A)).pages().blockLast())
                    .hasMessageContaining("cannot write " + folder.resolve(Ledger.NAME))
                    .satisfies(error -> assertThat(UnwritableException.within(error))
                            .as("so that it isn't the server that failed")
                            .isInstanceOf(UnwritableException.class));
            assertThat(simulator.requestCount()).isZero();
        }
    }
}
