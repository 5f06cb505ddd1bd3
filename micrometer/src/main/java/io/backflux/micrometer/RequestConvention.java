package io.backflux.micrometer;

import io.backflux.micrometer.BackfluxObservation.RequestDetail;
import io.backflux.micrometer.BackfluxObservation.RequestKey;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.TransportException;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Names and keys of {@link BackfluxObservation#REQUEST} unless there is another convention, which may extend this one. */
public class RequestConvention implements GlobalObservationConvention<RequestContext> {

    static final String NAME = "backflux.request";

    private static final String METHOD = "POST";
    private static final String CANCELLED = "cancelled";
    private static final int SUCCESS = 20000;
    private static final int NO_ROWS = 40102;

    public RequestConvention() {}

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof RequestContext;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String getContextualName(RequestContext context) {
        return METHOD;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(RequestContext context) {
        URI server = context.server();
        return KeyValues.of(
                RequestKey.METHOD.withValue(METHOD),
                RequestKey.SERVER_ADDRESS.withValue(orNone(server == null ? null : server.getHost())),
                RequestKey.SERVER_PORT.withValue(orNone(server == null ? null : port(server))),
                RequestKey.STATUS_CODE.withValue(orNone(context.status())),
                RequestKey.ERROR_TYPE.withValue(orNone(errorType(context))),
                RequestKey.CODE.withValue(orNone(code(context))));
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? KeyValue.NONE_VALUE : value.toString();
    }

    private static int port(URI server) {
        if (server.getPort() >= 0) {
            return server.getPort();
        }
        return "http".equals(server.getScheme()) ? 80 : 443;
    }

    private static @Nullable Integer code(RequestContext context) {
        AnswerSummary answer = context.answer();
        return answer == null ? null : answer.code();
    }

    /** What the attempt failed of; null where nothing speaks of that. What the answer says counts more than how it ended. */
    static @Nullable String errorType(RequestContext context) {
        Integer code = code(context);
        if (code != null && code != SUCCESS && code != NO_ROWS) {
            return code.toString();
        }
        Throwable failure = context.failure();
        if (failure instanceof TransportException transport) {
            return HarvestConvention.lowerCase(transport.problem());
        }
        if (failure != null) {
            return failure.getClass().getName();
        }
        return context.isCancelled() ? CANCELLED : null;
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(RequestContext context) {
        KeyValues which = KeyValues.of(
                RequestDetail.RESEND_COUNT.withValue(
                        String.valueOf(context.request().attempt() - 1)),
                RequestDetail.PAGE.withValue(String.valueOf(context.request().page())));
        AnswerSummary answer = context.answer();
        return answer == null ? which : which.and(said(answer));
    }

    private static KeyValues said(AnswerSummary answer) {
        KeyValues said = KeyValues.empty();
        if (answer.cost() != null) {
            said = said.and(RequestDetail.COST.withValue(answer.cost().toPlainString()));
        }
        return answer.taskId() == null ? said : said.and(RequestDetail.TASK_ID.withValue(answer.taskId()));
    }
}
