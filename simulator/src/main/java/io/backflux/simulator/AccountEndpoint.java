package io.backflux.simulator;

import io.netty.handler.codec.http.HttpMethod;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Tells about the account, free of charge and beside the limits for pages: it has one of its own. */
final class AccountEndpoint {
    static final String PATH = "/v3/appendix/user_data";
    static final int PER_MINUTE = 6;

    private final Settings settings;
    private final Gate gate;
    private final Funds funds;
    private final AccountLimits limits;
    private final RequestLog log = new RequestLog(false);
    private final FaultQueue faults = new FaultQueue();

    AccountEndpoint(Settings settings, Gate gate, Funds funds) {
        this.settings = settings;
        this.gate = gate;
        this.funds = funds;
        this.limits = new AccountLimits(Integer.MAX_VALUE, PER_MINUTE, settings.nanoTime());
    }

    RequestLog log() {
        return log;
    }

    FaultQueue faults() {
        return faults;
    }

    static boolean isFor(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) && request.uri().equals(PATH);
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        boolean authorized = gate.isAuthorized(request);
        Exchange exchange = new Exchange(
                log.arrived(PATH, authorized),
                limits.enter(),
                response,
                Endpoint.channel(response),
                gate.wantsGzip(request));
        return Mono.defer(() -> answer(exchange))
                .doFinally(end -> exchange.slot().release());
    }

    private Mono<Void> answer(Exchange exchange) {
        if (!exchange.entry().authenticated()) {
            return send(exchange, failedAsAWhole(Codes.NOT_AUTHORIZED), null);
        }
        if (!limits.countWithinMinute()) {
            return send(exchange, failed(Codes.PER_MINUTE), null);
        }
        FaultPlan plan = faults.next(1);
        Mono<Void> latency =
                Delivery.delay(exchange.channel(), settings.latency().nanos(settings.seed(), exchange.number()));
        if (plan != null && plan.fault().leavesUnanswered()) {
            return latency.then(Delivery.unanswered(exchange, plan.fault()));
        }
        Answer answer = plan == null ? account() : faulty(plan);
        return latency.then(Mono.defer(() -> send(exchange, answer, plan)));
    }

    private Mono<Void> send(Exchange exchange, Answer answer, @Nullable FaultPlan plan) {
        return Gate.send(exchange, answer, plan, log);
    }

    private Answer faulty(FaultPlan plan) {
        Fault fault = plan.fault();
        if (fault.htmlStatus() != 0) {
            return Answer.html(fault.htmlStatus());
        }
        if (fault.taskCode(plan.code()) != 0) {
            return failed(fault.taskCode(plan.code()));
        }
        return switch (fault) {
            case HTTP_500 -> failedAsAWhole(Codes.INTERNAL).withStatus(500);
            case ENVELOPE_CODE -> failedAsAWhole(plan.code());
            case EMPTY_TASKS -> answer(200, envelope(Codes.OK, List.of()), Codes.OK);
            case HTTP_500_WITH_20000 -> account().withStatus(500);
            default -> account().withBody(Spoiling.of(account().body(), plan));
        };
    }

    private Answer failedAsAWhole(int code) {
        return answer(Codes.httpStatus(code), envelope(code, null), code);
    }

    private Answer failed(int code) {
        return answer(Codes.httpStatus(code), envelope(Codes.OK, List.of(task(code, null))), code);
    }

    private Answer account() {
        return answer(200, envelope(Codes.OK, List.of(task(Codes.OK, List.of(result())))), Codes.OK);
    }

    private Answer answer(int httpStatus, Map<String, @Nullable Object> envelope, int code) {
        JsonWriter json = new JsonWriter(settings.pretty());
        json.value((Object) envelope);
        return Answer.json(httpStatus, json.body(), code, 0, BigDecimal.ZERO);
    }

    private static Map<String, @Nullable Object> envelope(int code, @Nullable List<?> tasks) {
        Map<String, @Nullable Object> envelope = status(code);
        envelope.put("tasks_count", tasks == null ? 0 : tasks.size());
        envelope.put("tasks", tasks);
        return envelope;
    }

    private static Map<String, @Nullable Object> status(int code) {
        return object("status_code", code, "status_message", Codes.message(code), "cost", 0);
    }

    private static Map<String, @Nullable Object> task(int code, @Nullable List<?> result) {
        Map<String, @Nullable Object> task = object("id", "11231200-0000-0000-0000-000000000000");
        task.putAll(status(code));
        task.put("result_count", result == null ? 0 : 1);
        task.put("path", List.of("v3", "appendix", "user_data"));
        task.put("data", object("api", "appendix", "function", "user_data"));
        task.put("result", result);
        return task;
    }

    private Map<String, @Nullable Object> result() {
        int pages = settings.requestsPerMinute();
        Object perMinute = object(
                "total",
                pages,
                "appendix",
                object("user_data", PER_MINUTE),
                "backlinks",
                object("backlinks", object("live", pages)));
        Object prices = List.of(
                object("cost_type", "per_request", "cost", settings.prices().perRequest()),
                object("cost_type", "per_result", "cost", settings.prices().perRow()));
        Map<String, @Nullable Object> result = object(
                "login",
                settings.username(),
                "timezone",
                "UTC",
                "rates",
                object("limits", object("minute", perMinute)),
                "money",
                object("balance", funds.left()),
                "price",
                object("backlinks", object("backlinks", object("live", object("priority_normal", prices)))));
        result.put("backlinks_subscription_expiry_date", null);
        return result;
    }

    private static Map<String, @Nullable Object> object(Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }
}
