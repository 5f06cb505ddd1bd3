package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.ITestResult;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The rules of Reactive Streams, on harvests of small pages. They run on TestNG, all of them in each subclass. */
abstract class HarvestTck<T> extends PublisherVerification<T> {

    private static final long SILENCE_MILLIS = 50;

    /** On whose thread answers come, and how long a rule waits for what must happen; some always wait so long. */
    enum Answers {
        ON_THE_ASKING_THREAD(250),
        ON_ANOTHER_THREAD(1_000);

        private final long patienceMillis;

        Answers(long patienceMillis) {
            this.patienceMillis = patienceMillis;
        }
    }

    private final Answers answers;
    private final TestEnvironment environment;
    private final List<String> untold = new ArrayList<>();

    HarvestTck(Answers answers) {
        this(answers, new TestEnvironment(answers.patienceMillis, SILENCE_MILLIS));
    }

    private HarvestTck(Answers answers, TestEnvironment environment) {
        super(environment, answers.patienceMillis);
        this.answers = answers;
        this.environment = environment;
    }

    /** What gives as many units as the server has rows. */
    abstract Flux<T> publisher(BacklinksClient client);

    private BacklinksClient client(Transport server) {
        return Clients.over(answers == Answers.ON_ANOTHER_THREAD ? onAnotherThread(server) : server)
                .build();
    }

    private static Transport onAnotherThread(Transport server) {
        return new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return server.exchange(request).subscribeOn(Schedulers.boundedElastic());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE;
    }

    @Override
    public final Publisher<T> createPublisher(long count) {
        return bare(publisher(client(ScriptedTransport.of(Math.toIntExact(count)))), 0);
    }

    /** The rules wait for a failure and ask for nothing, and then a harvest does nothing. So this asks for them. */
    @Override
    public final Publisher<T> createFailedPublisher() {
        return bare(publisher(client(new ScriptedTransport(request -> ScriptedTransport.answering(401, "")))), 1);
    }

    private static <T> Publisher<T> bare(Flux<T> harvest, long asked) {
        return subscriber -> harvest.subscribe(new Bare<>(Objects.requireNonNull(subscriber), asked));
    }

    /** Between a harvest and a subscriber that isn't of Reactor, Reactor would keep the rules in the harvest's place. */
    private record Bare<T>(Subscriber<? super T> actual, long asked) implements CoreSubscriber<T> {

        @Override
        public void onSubscribe(Subscription subscription) {
            actual.onSubscribe(subscription);
            if (asked > 0) {
                subscription.request(asked);
            }
        }

        @Override
        public void onNext(T unit) {
            actual.onNext(unit);
        }

        @Override
        public void onError(Throwable thrown) {
            actual.onError(thrown);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }
    }

    /** To the suite a rule that is skipped is no failure, and one that is optional and broken passes. */
    @AfterMethod
    public void noteWhatTheSuiteDoesNotTell(ITestResult result) {
        String rule = result.getName();
        Throwable broken = environment.dropAsyncError();
        if (result.isSuccess() && broken != null) {
            untold.add(rule + ": " + broken.getMessage());
        }
        if (result.getStatus() == ITestResult.SKIP && !rule.startsWith("untested_") && isOfTheSuite(result)) {
            untold.add(rule + " was skipped");
        }
    }

    private static boolean isOfTheSuite(ITestResult result) {
        return result.getMethod().getRealClass() == PublisherVerification.class;
    }

    @AfterClass
    public void noRuleWasSkippedOrBrokenUntold() {
        assertThat(untold).isEmpty();
    }
}
