package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

class SubscribingTests {

    @Test
    void noRowComesBeforeTheSubscriptionIsTaken() {
        Transport server = onAThreadThatIsOverAtOnce(ScriptedTransport.of(2));
        List<String> heard = new ArrayList<>();

        Clients.over(server).build().backlinks(Clients.QUERY).subscribe(new CoreSubscriber<Backlink>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(1);
                heard.add("subscribed");
                subscription.request(1);
            }

            @Override
            public void onNext(Backlink row) {
                heard.add("row " + row.linksCount());
            }

            @Override
            public void onError(Throwable thrown) {
                heard.add(thrown.toString());
            }

            @Override
            public void onComplete() {
                heard.add("completed");
            }
        });

        assertThat(heard).containsExactly("subscribed", "row 0", "row 1", "completed");
    }

    private static Transport onAThreadThatIsOverAtOnce(Transport server) {
        return new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                List<AnswerPart> parts = new ArrayList<>();
                server.exchange(request).subscribe(parts::add);
                return Flux.from(subscriber -> {
                    Thread other = new Thread(() -> Flux.fromIterable(parts).subscribe(subscriber));
                    other.start();
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }

            @Override
            public void close() {}
        };
    }
}
