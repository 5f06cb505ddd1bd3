package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.error.AccountRefusedException;
import io.backflux.reactor.BacklinksClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class CannedTransportTests {

    private static final BacklinksQuery QUERY =
            BacklinksQuery.builder("site.example").limit(10).build();

    private static List<Backlink> rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> Backlink.fromJson("{\"url_from\":\"https://from.example/" + i + "\",\"rank\":" + i + "}"))
                .toList();
    }

    private static BacklinksClient client(Transport transport) {
        return BacklinksClient.builder().transport(transport).build();
    }

    @Test
    void rowsComeAsTheyWereGivenInPagesOfTheQuerysSize() {
        CannedTransport canned = CannedTransport.ofRows(rows(25));
        StepVerifier.create(client(canned).backlinks(QUERY))
                .expectNextSequence(rows(25))
                .verifyComplete();
        assertThat(canned.requests()).isEqualTo(3);
    }

    @Test
    void noRowsAreOneEmptyPage() {
        CannedTransport canned = CannedTransport.ofRows(List.of());
        StepVerifier.create(client(canned).backlinks(QUERY)).verifyComplete();
        assertThat(canned.requests()).isEqualTo(1);
    }

    @Test
    void aCodeIsItsException() {
        StepVerifier.create(client(CannedTransport.ofCode(40200)).backlinks(QUERY))
                .verifyError(AccountRefusedException.class);
    }

    @Test
    void answersComeInTurn() {
        CannedTransport canned = CannedTransport.ofAnswers(
                "{\"status_code\":20000,\"tasks\":[{\"status_code\":20000,\"result\":null}]}");
        StepVerifier.create(client(canned).backlinks(QUERY)).verifyComplete();
        StepVerifier.create(client(canned).backlinks(QUERY)).verifyComplete();
        assertThat(canned.requests()).isEqualTo(2);
    }

    @Test
    void disposingLaterWaitsForTheHarvestsThatRun() {
        Sinks.Many<AnswerPart> answer = Sinks.many().unicast().onBackpressureBuffer();
        Transport slow = new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return answer.asFlux();
            }

            @Override
            public void close() {}
        };
        BacklinksClient client = client(slow);
        Disposable running = client.backlinks(QUERY).subscribe();
        StepVerifier.create(client.disposeLater())
                .then(() -> assertThat(client.isDisposed()).isTrue())
                .then(running::dispose)
                .verifyComplete();
    }

    @Test
    void nothingIsDisposedOfBeforeThatIsSubscribed() {
        BacklinksClient client = client(CannedTransport.ofRows(rows(1)));
        client.disposeLater();
        assertThat(client.isDisposed()).isFalse();
    }

    @Test
    void aClientIsDisposedOfOnce() {
        BacklinksClient client = client(CannedTransport.ofRows(rows(1)));
        Disposable.Composite resources = Disposables.composite(client);
        assertThat(client.isDisposed()).isFalse();
        resources.dispose();
        assertThat(client.isDisposed()).isTrue();
        client.dispose();
        client.close();
        StepVerifier.create(client.disposeLater()).verifyComplete();
        assertThat(client.isDisposed()).isTrue();
    }
}
