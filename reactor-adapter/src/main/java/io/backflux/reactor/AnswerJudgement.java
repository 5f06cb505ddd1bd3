package io.backflux.reactor;

import io.backflux.BacklinksQuery;
import io.backflux.paging.AnswerJudge;
import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.reactor.quota.PermitRefusedException;
import io.backflux.reactor.transport.AnswerSummary;
import io.backflux.reactor.transport.TransportException;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.PageReader;
import io.backflux.wire.UnreadableAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What is judged of one answer while it is read, and kept: its codes, whose it is, how it ended. For the drain only. */
final class AnswerJudgement {

    private final BacklinksQuery query;
    private final byte[] body;
    private final PageReader reader;
    private boolean codesAreJudged;
    private boolean originIsKnown;
    private boolean isOfOtherOrigin;
    private @Nullable Failure badCodes;
    private final Sinks.One<AnswerSummary> summary = Sinks.one();

    AnswerJudgement(BacklinksQuery query, byte[] body, PageReader reader) {
        this.query = query;
        this.body = body;
        this.reader = reader;
    }

    /**
     * What its codes, its target and the request it repeats say against it, as soon as they are known; they come before the rows.
     *
     * @param inputEnded whether nothing more comes
     */
    @Nullable Failure ofCodes(boolean inputEnded, int httpStatus, @Nullable Duration retryAfter) {
        if (!codesAreJudged && (reader.headRead() || inputEnded || reader.failure() != null)) {
            codesAreJudged = true;
            Failure codes = AnswerJudge.judgeCodes(httpStatus, reader.envelope());
            badCodes = codes == null ? ofOrigin() : codes.withRetryAfter(retryAfter);
        }
        return badCodes;
    }

    /** Whether its codes have been judged. */
    boolean isOfCodesKnown() {
        return codesAreJudged;
    }

    /** Why it failed, as far as it was read; null where it has not. */
    @Nullable Failure ofReading(boolean inputEnded, int httpStatus, @Nullable Duration retryAfter) {
        Failure known = ofCodes(inputEnded, httpStatus, retryAfter);
        if (known != null && isOfOtherOrigin) {
            return known;
        }
        UnreadableAnswer unreadable = reader.failure();
        if (unreadable != null) {
            return AnswerJudge.judgeUnreadable(httpStatus, reader.envelope(), unreadable)
                    .withRetryAfter(retryAfter);
        }
        if (!reader.ended()) {
            return null;
        }
        Failure answered = AnswerJudge.judge(httpStatus, reader.envelope());
        if (answered == null) {
            return originIsKnown ? null : ofOrigin();
        }
        return answered.withRetryAfter(retryAfter);
    }

    /** Whether what is still to come of it can't be read, or is another request's. */
    boolean isUnusable() {
        return isOfOtherOrigin || reader.failure() != null;
    }

    /** What it says of itself, once nothing more comes; empty where that is nothing. */
    Mono<AnswerSummary> summary() {
        return summary.asMono();
    }

    /** Nothing more comes. By the first call it is known what it says of itself. */
    void close() {
        PageEnvelope read = reader.envelope();
        Integer code = code(read);
        if (code == null && read.cost() == null && read.taskId() == null) {
            summary.tryEmitEmpty();
        } else {
            summary.tryEmitValue(new AnswerSummary(code, read.cost(), read.taskId()));
        }
    }

    private @Nullable Integer code(PageEnvelope read) {
        if (badCodes != null && badCodes.code() != null) {
            return badCodes.code();
        }
        return read.taskStatusCode() == null ? read.statusCode() : read.taskStatusCode();
    }

    /** Compared once where all that it takes stands before the rows, as the API writes it; else once more at the end. */
    private @Nullable Failure ofOrigin() {
        PageEnvelope answer = reader.envelope();
        originIsKnown = answer.target() != null && answer.echo() != null;
        Failure other = AnswerJudge.judgeOrigin(query, body, answer);
        isOfOtherOrigin |= other != null;
        return other;
    }

    /** What a transport's error comes to, or that of a quota. */
    static Failure ofTransport(Throwable error) {
        if (error instanceof PermitRefusedException refused) {
            return Failure.of(kind(refused.reason()), String.valueOf(refused.getMessage()), refused);
        }
        if (!(error instanceof TransportException transport)) {
            return Failure.of(Kind.CONNECTION_FAILED, "the transport failed: " + error, error);
        }
        Kind kind = switch (transport.problem()) {
            case UNREACHABLE, BROKEN -> Kind.CONNECTION_FAILED;
            case NO_SOCKET -> Kind.NO_SOCKET;
            case TIMED_OUT -> Kind.TIMED_OUT;
            case UNTRUSTED -> Kind.UNTRUSTED_SERVER;
            case MALFORMED -> Kind.MALFORMED;
            case TOO_LARGE -> Kind.TOO_LARGE;
            case REFUSED -> Kind.REQUEST_REFUSED;
            case PROXY -> Kind.PROXY_FAILED;
        };
        return Failure.of(kind, String.valueOf(transport.getMessage()), transport);
    }

    private static Kind kind(PermitRefusedException.Reason reason) {
        return switch (reason) {
            case UNAVAILABLE -> Kind.QUOTA_UNAVAILABLE;
            case OTHER_LIMITS -> Kind.QUOTA_CONFLICT;
        };
    }
}
