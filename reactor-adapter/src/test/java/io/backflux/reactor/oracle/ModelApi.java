package io.backflux.reactor.oracle;

import io.backflux.reactor.transport.AnswerPart;
import io.backflux.reactor.transport.Transport;
import io.backflux.reactor.transport.TransportException;
import io.backflux.reactor.transport.TransportException.Problem;
import io.backflux.reactor.transport.TransportRequest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The API of a situation, in virtual time. */
final class ModelApi implements Transport {

    private static final int FOREVER_SECONDS = 130;

    private final Situation situation;
    private final Scheduler time;
    private final Index index;
    private final Paging paging;
    private final int mostRequests;
    private int requests;
    private int run;
    private BigDecimal billed = BigDecimal.ZERO;
    private int inFlight;

    /** What goes over the wire, and when. */
    private static final class Sending {

        private final int status;
        private final byte[] body;
        private final @Nullable Problem problem;
        private final Duration firstByte;

        Sending(int status, byte[] body, @Nullable Problem problem, Duration firstByte) {
            this.status = status;
            this.body = body;
            this.problem = problem;
            this.firstByte = firstByte;
        }
    }

    ModelApi(Situation situation, Scheduler time, int mostRequests) {
        this.situation = situation;
        this.time = time;
        this.index = new Index(situation);
        this.paging = new Paging(situation, index);
        this.mostRequests = mostRequests;
    }

    Index index() {
        return index;
    }

    int requests() {
        return requests;
    }

    /** USD for all that was answered, whether or not the answer arrived. */
    BigDecimal billed() {
        return billed;
    }

    int inFlight() {
        return inFlight;
    }

    boolean hasEnough() {
        return requests > mostRequests;
    }

    @Nullable String invalid() {
        return paging.invalid();
    }

    void beginRun(int number) {
        run = number;
    }

    @Override
    public Flux<AnswerPart> exchange(TransportRequest request) {
        return Flux.defer(() -> {
            requests++;
            inFlight++;
            return send(request.body(), requests).doFinally(end -> inFlight--);
        });
    }

    @Override
    public void close() {}

    private Flux<AnswerPart> send(byte[] body, int request) {
        situation.moves().stream()
                .filter(move -> move.before() == request)
                .forEach(move -> index.apply(move, Rows.NOW + time.now(TimeUnit.SECONDS)));
        Sending sending = hasEnough() ? plain(Page.refusal(40200), request) : answer(body, request);
        SplittableRandom random = new SplittableRandom(situation.seed() ^ request * 0x51ED2701L);
        int parts = sending.body.length == 0 ? 0 : 1 + random.nextInt(3);
        Flux<AnswerPart> bytes = Flux.fromIterable(cut(sending.body, parts, random))
                .concatMap(part -> Mono.delay(Duration.ofMillis(20), time)
                        .<AnswerPart>map(tick -> new AnswerPart.Bytes(ByteBuffer.wrap(part))));
        Flux<AnswerPart> whole = Flux.<AnswerPart>just(new AnswerPart.Head(sending.status))
                .concatWith(bytes)
                .concatWith(end(sending.problem));
        Flux<AnswerPart> answer = sending.body.length == 0 ? end(sending.problem) : whole;
        return Mono.delay(sending.firstByte, time).thenMany(answer);
    }

    private Flux<AnswerPart> end(@Nullable Problem problem) {
        return problem == null
                ? Flux.empty()
                : Mono.delay(Duration.ofSeconds(problem == Problem.TIMED_OUT ? 30 : 0), time)
                        .thenMany(Flux.error(() -> new TransportException(problem, "disturbed", null)));
    }

    private static List<byte[]> cut(byte[] body, int parts, SplittableRandom random) {
        List<byte[]> all = new ArrayList<>();
        int from = 0;
        for (int part = 1; part <= parts; part++) {
            int to = part == parts ? body.length : from + random.nextInt(body.length - from + 1);
            all.add(Arrays.copyOfRange(body, from, to));
            from = to;
        }
        return all;
    }

    private Sending answer(byte[] body, int request) {
        Disturbance disturbance = situation.weather().stream()
                .filter(any -> any.request() == request)
                .findFirst()
                .orElse(null);
        if (disturbance == null) {
            return plain(page(body, request), request);
        }
        return disturbed(body, request, disturbance);
    }

    private byte[] page(byte[] body, int request) {
        Asked asked = Asked.of(body);
        Page page = paging.answer(asked, request, run);
        if (page == null) {
            return Page.refusal(40501);
        }
        billed = billed.add(Page.price(page.rows().size()));
        return page.json(situation.oddities());
    }

    private Duration latency(int request) {
        SplittableRandom random = new SplittableRandom(situation.seed() + request * 0x2545F491L);
        int slow = random.nextInt(8) == 0 ? 8_000 : 0;
        return Duration.ofMillis(100 + random.nextInt(2_000) + slow);
    }

    private Sending plain(byte[] body, int request) {
        return new Sending(200, body, null, latency(request));
    }

    private Sending disturbed(byte[] body, int request, Disturbance how) {
        Duration soon = latency(request);
        return switch (how.kind()) {
            case CUT -> new Sending(200, beginning(page(body, request), how.place()), Problem.BROKEN, soon);
            case ENDED_EARLY -> new Sending(200, beginning(page(body, request), how.place()), null, soon);
            case STALLED -> new Sending(200, beginning(page(body, request), how.place()), Problem.TIMED_OUT, soon);
            case DAMAGED -> new Sending(200, damaged(page(body, request), how.place()), null, soon);
            case GARBAGE_BEHIND -> new Sending(200, followed(page(body, request)), null, soon);
            case NO_ANSWER -> {
                page(body, request);
                yield new Sending(0, new byte[0], Problem.TIMED_OUT, Duration.ofSeconds(FOREVER_SECONDS));
            }
            case REFUSED_CONNECTION -> new Sending(0, new byte[0], Problem.BROKEN, Duration.ofMillis(5));
            case SLOW -> new Sending(200, page(body, request), null, Duration.ofSeconds(60));
            case HTTP_500 -> new Sending(500, Page.refusal(50000), null, soon);
            case CODE_50000 -> plain(Page.refusal(50000), request);
            case CODE_50301 -> plain(Page.refusal(50301), request);
            case CODE_40202 -> plain(Page.refusal(40202), request);
            case CODE_40209 -> plain(Page.refusal(40209), request);
        };
    }

    private static int at(byte[] body, double place) {
        return Math.max(1, Math.min(body.length - 1, (int) (place * body.length)));
    }

    private static byte[] beginning(byte[] body, double place) {
        return Arrays.copyOf(body, at(body, place));
    }

    private static byte[] damaged(byte[] body, double place) {
        byte[] other = body.clone();
        other[at(body, place)] = 1;
        return other;
    }

    private static byte[] followed(byte[] body) {
        byte[] longer = Arrays.copyOf(body, body.length + 1);
        longer[body.length] = '}';
        return longer;
    }
}
