package io.backflux.simulator;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Takes requests in: the gate (path, credentials, limits), then the faults, then the page. */
final class Endpoint {
    static final String PATH = "/v3/backlinks/backlinks/live";
    static final String MOVED = PATH + "/moved";

    private final Settings settings;
    private final AccountLimits limits;
    private final RequestLog log;
    private final FaultQueue faults;
    private final Pages pages;
    private final AnswerWriter writer;
    private final Gate gate;
    private final Funds funds;
    private final AccountEndpoint account;

    Endpoint(
            Settings settings,
            AccountLimits limits,
            RequestLog log,
            FaultQueue faults,
            Pages pages,
            Gate gate,
            Funds funds,
            AccountEndpoint account) {
        this.settings = settings;
        this.limits = limits;
        this.log = log;
        this.faults = faults;
        this.pages = pages;
        this.writer = new AnswerWriter(settings);
        this.gate = gate;
        this.funds = funds;
        this.account = account;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        if (AccountEndpoint.isFor(request)) {
            return account.handle(request, response);
        }
        AccountLimits.Slot slot = limits.enter();
        String path = request.uri();
        RequestLog.Entry entry = log.arrived(path, gate.isAuthorized(request));
        if (path.equals(MOVED)) {
            log.redirectFollowed();
        }
        Exchange exchange = new Exchange(entry, slot, response, channel(response), gate.wantsGzip(request));
        boolean known = path.equals(PATH) && request.method().equals(HttpMethod.POST);
        return request.receive()
                .aggregate()
                .asByteArray()
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> answer(exchange, known, body))
                .doFinally(end -> slot.release());
    }

    static Channel channel(HttpServerResponse response) {
        AtomicReference<@Nullable Channel> channel = new AtomicReference<>();
        response.withConnection(connection -> channel.set(connection.channel()));
        return Objects.requireNonNull(channel.get(), "a response has a connection");
    }

    private Mono<Void> answer(Exchange exchange, boolean known, byte[] body) {
        Tasks tasks = Tasks.read(body);
        log.read(exchange.entry(), tasks.first(), new String(body, StandardCharsets.UTF_8));
        if (!known) {
            return refuse(exchange, Codes.NOT_FOUND);
        }
        if (!exchange.entry().authenticated()) {
            return refuse(exchange, Codes.NOT_AUTHORIZED);
        }
        int limit =
                exchange.slot().isBeyondLimit() ? Codes.IN_FLIGHT : limits.countWithinMinute() ? 0 : Codes.PER_MINUTE;
        rateHeaders(exchange);
        if (limit != 0) {
            return send(exchange, failed(exchange, tasks, limit), null);
        }
        return admitted(exchange, tasks);
    }

    private void rateHeaders(Exchange exchange) {
        exchange.response().header("X-RateLimit-Limit", Integer.toString(limits.perMinute()));
        exchange.response().header("X-RateLimit-Remaining", Integer.toString(limits.leftThisMinute()));
    }

    private Mono<Void> admitted(Exchange exchange, Tasks tasks) {
        FaultPlan plan = faults.next(Pages.pageNumber(tasks.first()));
        Mono<Void> latency = latency(exchange);
        if (plan == null) {
            return latency.then(Mono.defer(() -> page(exchange, tasks, null)))
                    .flatMap(answer -> send(exchange, answer, null));
        }
        if (plan.fault().leavesUnanswered()) {
            return latency.then(Delivery.unanswered(exchange, plan.fault()));
        }
        return latency.then(Mono.defer(() -> faulty(exchange, tasks, plan)))
                .flatMap(answer -> send(exchange, answer, plan));
    }

    private Mono<Void> latency(Exchange exchange) {
        long nanos = settings.latency().nanos(settings.seed(), exchange.number());
        return settings.slotsOutliveClients()
                ? Delivery.work(exchange, nanos)
                : Delivery.delay(exchange.channel(), nanos);
    }

    private Mono<Answer> faulty(Exchange exchange, Tasks tasks, FaultPlan plan) {
        Fault fault = plan.fault();
        if (fault.htmlStatus() != 0) {
            return Mono.just(Answer.html(fault.htmlStatus()));
        }
        if (fault.taskCode(plan.code()) != 0) {
            return Mono.just(failed(exchange, tasks, fault.taskCode(plan.code())));
        }
        return switch (fault) {
            case HTTP_500 -> Mono.just(writer.envelope(exchange.number(), Codes.INTERNAL, 500));
            case ENVELOPE_CODE ->
                Mono.just(writer.envelope(exchange.number(), plan.code(), Codes.httpStatus(plan.code())));
            case EMPTY_TASKS -> Mono.just(writer.tasks(exchange.number(), List.of()));
            case REDIRECT -> Mono.just(redirect(exchange));
            case HTTP_500_WITH_20000 -> page(exchange, tasks, fault).map(answer -> answer.withStatus(500));
            default -> page(exchange, tasks, fault).map(answer -> answer.withBody(Spoiling.of(answer.body(), plan)));
        };
    }

    private static Answer redirect(Exchange exchange) {
        exchange.response().header(HttpHeaderNames.LOCATION, MOVED);
        return Answer.redirect();
    }

    private Mono<Answer> page(Exchange exchange, Tasks tasks, @Nullable Fault fault) {
        if (tasks.refusal() != 0) {
            return Mono.just(writer.envelope(exchange.number(), tasks.refusal(), 200));
        }
        return pages.answer(exchange.number(), tasks.first(), fault)
                .map(first -> writer.tasks(exchange.number(), withExtra(first, tasks)));
    }

    private static List<TaskAnswer> withExtra(TaskAnswer first, Tasks tasks) {
        List<TaskAnswer> all = new ArrayList<>();
        all.add(first);
        for (Map<String, @Nullable Object> extra : tasks.extra()) {
            all.add(TaskAnswer.failed(Codes.BAD_REQUEST, extra));
        }
        return all;
    }

    private Answer failed(Exchange exchange, Tasks tasks, int code) {
        return writer.tasks(exchange.number(), List.of(TaskAnswer.failed(code, tasks.first())));
    }

    private Mono<Void> refuse(Exchange exchange, int code) {
        return send(exchange, writer.envelope(exchange.number(), code, Codes.httpStatus(code)), null);
    }

    private Mono<Void> send(Exchange exchange, Answer answer, @Nullable FaultPlan plan) {
        funds.spend(answer.cost());
        return Gate.send(exchange, answer, plan, log);
    }
}
