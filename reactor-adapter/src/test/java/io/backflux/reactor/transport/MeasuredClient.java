package io.backflux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.ParseLimits;
import io.backflux.RetryPolicy;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.Harvest;
import io.backflux.reactor.quota.AccountQuota;
import io.backflux.reactor.quota.LeapingQuota;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;
import reactor.netty.http.client.HttpClient;

/** A client of a server that may do anything, with its memory, its permits and its connections in view. */
final class MeasuredClient implements AutoCloseable {

    private static final BacklinksQuery QUERY = BacklinksQuery.of("site.example");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final Timeouts PATIENT = new Timeouts(FOREVER, FOREVER, FOREVER, FOREVER);

    private final MeasuringAllocator memory = new MeasuringAllocator();
    private final AccountQuota quota = LeapingQuota.withoutLinger(1);
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final AtomicLong received = new AtomicLong();
    private final Consumer<Channel> onChannel;
    private volatile Runnable atHead = () -> {};
    private final BacklinksClient client;

    private MeasuredClient(URI server, Timeouts timeouts, ParseLimits limits, Consumer<Channel> onChannel) {
        this.onChannel = onChannel;
        HttpTransport http = new HttpTransport(
                server,
                Credentials.of("somebody", "s3cret-pass"),
                1,
                HttpOptions.DEFAULT.withTimeouts(timeouts).shapedBy(this::inView));
        this.client = BacklinksClient.builder()
                .transport(inView(http))
                .quota(quota)
                .retryPolicy(RetryPolicy.NONE)
                .parseLimits(limits)
                .build();
    }

    /** Of so much patience that nothing but the client itself ends an exchange. */
    static MeasuredClient of(RawServer server) {
        return of(server, PATIENT);
    }

    static MeasuredClient of(RawServer server, Timeouts timeouts) {
        return new MeasuredClient(server.baseUrl(), timeouts, ParseLimits.DEFAULT, channel -> {});
    }

    /** Does something with each connection when it is set up. */
    static MeasuredClient of(RawServer server, Consumer<Channel> onChannel) {
        return new MeasuredClient(server.baseUrl(), PATIENT, ParseLimits.DEFAULT, onChannel);
    }

    private HttpClient inView(HttpClient http) {
        return http.option(ChannelOption.ALLOCATOR, memory)
                .doOnResponse((response, connection) -> atHead.run())
                .doOnChannelInit((observer, channel, address) -> {
                    channels.add(channel);
                    onChannel.accept(channel);
                });
    }

    private Transport inView(Transport http) {
        return new Transport() {
            @Override
            public Flux<AnswerPart> exchange(TransportRequest request) {
                return http.exchange(request).doOnNext(part -> {
                    memory.look();
                    if (part instanceof AnswerPart.Bytes bytes) {
                        received.addAndGet(bytes.bytes().remaining());
                    }
                });
            }

            @Override
            public void close() {
                http.close();
            }
        };
    }

    /** Does something when an answer's head has come, before anybody gets it. */
    void atHead(Runnable action) {
        atHead = action;
    }

    Harvest harvest() {
        return client.harvest(QUERY);
    }

    MeasuringAllocator memory() {
        return memory;
    }

    /** Bytes of answers' bodies, as they came: gzip packed, the rest unpacked. */
    long received() {
        return received.get();
    }

    void assertNoPermitIsOut() {
        assertThat(quota.inFlight()).as("in flight").isZero();
        assertThat(quota.waiting()).as("waiting").isZero();
    }

    void assertNothingIsHeldAtTheEnd() {
        client.close();
        assertNothingIsHeldOnceAllAreClosed();
    }

    /** Returns once each connection so far is closed. */
    void assertNothingIsHeldOnceAllAreClosed() {
        Flux.fromIterable(channels)
                .flatMap(channel -> FutureMono.from(channel.closeFuture()).then(rest(channel.eventLoop())))
                .then()
                .block(LONG);
        channels.clear();
        assertThat(memory.held()).as("bytes held").isZero();
    }

    /** A close may come from within a read, and leaves the tidying up to tasks of its own. */
    private static Mono<Void> rest(EventLoop loop) {
        return Mono.fromRunnable(() -> {})
                .subscribeOn(Schedulers.fromExecutor(loop))
                .repeat(4)
                .then();
    }

    @Override
    public void close() {
        client.close();
    }
}
