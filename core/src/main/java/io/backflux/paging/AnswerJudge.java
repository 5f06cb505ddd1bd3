package io.backflux.paging;

import io.backflux.BacklinksQuery;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.AccountAnswer;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.TaskParameters;
import io.backflux.wire.UnreadableAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means. It may fail in three places at once, in HTTP, in the envelope and in the task, and each is read:
 * a refusal anywhere outweighs a failure that may pass, because what was refused must not be sent, and paid for, again.
 */
public final class AnswerJudge {

    static final String NO_TASKS = "the answer has no tasks";

    private AnswerJudge() {}

    /**
     * What a whole answer means.
     *
     * @return null for a page, even an empty one
     */
    public static @Nullable Failure judge(int httpStatus, PageEnvelope answer) {
        Failure failure = judgeCodes(httpStatus, answer);
        if (failure != null) {
            return failure;
        }
        if (answer.statusCode() == null && answer.taskStatusCode() == null) {
            return unexpected("the answer has no status_code", "$", answer);
        }
        boolean empty = answer.statusCode() != null && ErrorTable.isEmpty(answer.statusCode());
        return answer.tasks() == 0 && !empty ? unexpected(NO_TASKS, "$.tasks", answer) : null;
    }

    /** What an answer means that can't be read: where HTTP says that something failed, that is the better reason. */
    public static Failure judgeUnreadable(int httpStatus, PageEnvelope read, UnreadableAnswer unreadable) {
        Failure failure = judgeCodes(httpStatus, read);
        return failure == null ? Failure.of(unreadable, read.taskId()) : failure;
    }

    /**
     * What a whole answer about the account means.
     *
     * @return null where it says something of it
     */
    public static @Nullable Failure judge(int httpStatus, AccountAnswer answer) {
        if (answer.unreadable() != null) {
            return judgeUnreadable(httpStatus, answer.envelope(), answer.unreadable());
        }
        Failure failure = judge(httpStatus, answer.envelope());
        return failure == null && answer.status() == null
                ? unexpected("the answer says nothing of the account", "$.tasks[0].result[0]", answer.envelope())
                : failure;
    }

    /**
     * What an answer's codes mean, as far as they have been read: before the first row that is nearly always all of them.
     *
     * @return null where none of them is a failure
     */
    public static @Nullable Failure judgeCodes(int httpStatus, PageEnvelope answer) {
        Failure task = judgeCode(answer.taskStatusCode(), answer.taskStatusMessage(), answer);
        Failure envelope = judgeCode(answer.statusCode(), answer.statusMessage(), answer);
        return gravest(gravest(task, envelope), judgeHttp(httpStatus, answer));
    }

    /**
     * Whether an answer is the one to its request, as far as it says: to what it repeats of the request, and about the target
     * that was asked for.
     *
     * @param request the request's body
     */
    public static @Nullable Failure judgeOrigin(BacklinksQuery query, byte[] request, PageEnvelope answer) {
        Failure failure = judgeTarget(query, answer);
        return failure == null && answer.echo() != null ? judgeEcho(request, answer, answer.echo()) : failure;
    }

    private static @Nullable Failure judgeEcho(byte[] request, PageEnvelope answer, TaskParameters echo) {
        String other = Echo.contradiction(TaskParameters.of(request), echo);
        return other == null
                ? null
                : unexpected(
                        "the answer is to another request: " + other + " differs", "$.tasks[0].data." + other, answer);
    }

    /**
     * Whether an answer is about what was asked, as far as it says. An own spelling is the server's right, so only names are
     * compared, and of a page only its host's.
     */
    static @Nullable Failure judgeTarget(BacklinksQuery query, PageEnvelope answer) {
        String target = answer.target();
        return target == null || TargetName.isSame(target, query.target())
                ? null
                : unexpected("the answer is for another target", "$.tasks[0].result[0].target", answer);
    }

    private static @Nullable Failure gravest(@Nullable Failure first, @Nullable Failure second) {
        if (first == null || (second != null && first.isTransient() && !second.isTransient())) {
            return second;
        }
        return first;
    }

    private static @Nullable Failure judgeCode(@Nullable Integer code, @Nullable String message, PageEnvelope answer) {
        if (code == null) {
            return null;
        }
        String words = message == null || message.isBlank() ? "" : ": " + message.strip();
        return failure(ErrorTable.ofCode(code), code, "the API answered " + code + words, answer.taskId());
    }

    private static @Nullable Failure judgeHttp(int status, PageEnvelope answer) {
        Kind kind = ErrorTable.ofHttpStatus(status);
        return failure(kind, status, "the server answered HTTP " + status + inWords(status), answer.taskId());
    }

    private static String inWords(int status) {
        if (status == 407) {
            return ", which is from a proxy in between that wants a login of its own";
        }
        return status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
    }

    private static @Nullable Failure failure(@Nullable Kind kind, int code, String what, @Nullable String taskId) {
        return kind == null ? null : new Failure(kind, code, what, taskId, null, null, null, null);
    }

    private static Failure unexpected(String what, String path, PageEnvelope answer) {
        return new Failure(Kind.UNEXPECTED, null, what, answer.taskId(), path, null, null, null);
    }
}
