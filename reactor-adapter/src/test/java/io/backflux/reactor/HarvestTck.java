package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The rules of Reactive Streams, on harvests of small pages. They run on TestNG, all of them in each subclass. */
abstract class HarvestTck<T> extends PublisherVerification<T> {

    /** How long a rule waits for what must happen; some always wait so long. */
    private static final long PATIENCE_MILLIS = 250;

    /** How long it listens for what must not. */
    private static final long SILENCE_MILLIS = 50;

    private final TestEnvironment environment;
    private final List<String> untold = new ArrayList<>();

    HarvestTck() {
        this(new TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS));
    }

    private HarvestTck(TestEnvironment environment) {
        super(environment, PATIENCE_MILLIS);
        this.environment = environment;
    }

    /** What gives as many units as the server has rows. */
    abstract Flux<T> publisher(BacklinksClient client);

    @Override
    public long maxElementsFromPublisher() {
        return Integer.MAX_VALUE;
    }

    @Override
    public final Publisher<T> createPublisher(long count) {
        return bare(ScriptedTransport.of(Math.toIntExact(count)), 0);
    }

    /** The rules wait for a failure and ask for nothing, and then a harvest does nothing. So this asks for them. */
    @Override
    public final Publisher<T> createFailedPublisher() {
        return bare(new ScriptedTransport(request -> ScriptedTransport.answering(401, "")), 1);
    }

    private Publisher<T> bare(ScriptedTransport server, long asked) {
        Flux<T> harvest = publisher(Clients.over(server).build());
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
