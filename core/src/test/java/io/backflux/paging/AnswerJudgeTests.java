package io.backflux.paging;

import static io.backflux.paging.Envelopes.codes;
import static io.backflux.paging.Envelopes.page;
import static io.backflux.paging.Envelopes.withoutTasks;
import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.ParseLimits;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.PageReader;
import io.backflux.wire.UnreadableAnswer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerJudgeTests {

    private static Failure failed(@Nullable Failure failure) {
        assertThat(failure).isNotNull();
        return Objects.requireNonNull(failure);
    }

    private static Failure assertFails(@Nullable Failure failure, Kind kind, @Nullable Integer code) {
        Failure failed = failed(failure);
        assertThat(failed.kind()).isEqualTo(kind);
        assertThat(failed.code()).isEqualTo(code);
        return failed;
    }

    @Test
    void goodCodesAtAllLevelsAreAPage() {
        assertThat(AnswerJudge.judge(200, page(7L, 7L, null))).isNull();
    }

    @Test
    void goodAnswerWithoutResultIsAPage() {
        assertThat(AnswerJudge.judge(200, codes(20000, 20000))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"20000,", ", 20000"})
    void oneCodeOfTheTwoIsEnough(@Nullable Integer envelope, @Nullable Integer task) {
        assertThat(AnswerJudge.judge(200, codes(envelope, task))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"20000, 40102", "40102, 40102", "40102,", ", 40102"})
    void nothingFoundIsAnEmptySuccess(@Nullable Integer envelope, @Nullable Integer task) {
        assertThat(AnswerJudge.judge(200, codes(envelope, task))).isNull();
    }

    /** A level that fails alone is enough, whichever it is. */
    @ParameterizedTest
    @CsvSource({
        "200, 20000, 50000, SERVER_FAILED,     50000",
        "200, 20000, 50301, SERVER_FAILED,     50301",
        "200, 20000, 50303, SERVER_UNAVAILABLE, 50303",
        "200, 20000, 40202, MINUTE_QUOTA_USED, 40202",
        "200, 20000, 40209, TOO_MANY_AT_ONCE,  40209",
        "200, 20000, 40100, ACCOUNT_REFUSED,   40100",
        "200, 20000, 40203, ACCOUNT_REFUSED,   40203",
        "200, 20000, 40501, REQUEST_REFUSED,   40501",
        "200, 20000, 40000, REQUEST_REFUSED,   40000",
        "200, 50000, 20000, SERVER_FAILED,     50000",
        "200, 40202, 20000, MINUTE_QUOTA_USED, 40202",
        "200, 40209, 20000, TOO_MANY_AT_ONCE,  40209",
        "200, 40200, 20000, ACCOUNT_REFUSED,   40200",
        "200, 40506, 20000, REQUEST_REFUSED,   40506",
        "200, 40501,      , REQUEST_REFUSED,   40501",
        "200,      , 40501, REQUEST_REFUSED,   40501",
        "500, 20000, 20000, SERVER_FAILED,     500",
        "502, 20000, 20000, SERVER_FAILED,     502",
        "503,      ,      , SERVER_FAILED,     503",
        "504,      ,      , SERVER_FAILED,     504",
        "429, 20000, 20000, MINUTE_QUOTA_USED, 429",
        "401, 20000, 20000, ACCOUNT_REFUSED,   401",
        "402,      ,      , ACCOUNT_REFUSED,   402",
        "404, 20000, 40102, REQUEST_REFUSED,   404",
        "500, 20000, 40102, SERVER_FAILED,     500",
    })
    void oneFailingLevelFailsTheAnswer(
            int http, @Nullable Integer envelope, @Nullable Integer task, Kind kind, int code) {
        assertFails(AnswerJudge.judge(http, codes(envelope, task)), kind, code);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 50000, 40501, REQUEST_REFUSED, 40501",
        "200, 40501, 50000, REQUEST_REFUSED, 40501",
        "200, 40202, 40203, ACCOUNT_REFUSED, 40203",
        "200, 40203, 40202, ACCOUNT_REFUSED, 40203",
        "500, 40501, 20000, REQUEST_REFUSED, 40501",
        "500, 20000, 40104, ACCOUNT_REFUSED, 40104",
        "500, 50000, 40104, ACCOUNT_REFUSED, 40104",
        "401, 50000, 50301, ACCOUNT_REFUSED, 401",
        "404, 50000, 40209, REQUEST_REFUSED, 404",
        "401, 20000, 40202, ACCOUNT_REFUSED, 401",
    })
    void refusalOutweighsWhatMayPass(int http, int envelope, int task, Kind kind, int code) {
        assertFails(AnswerJudge.judge(http, codes(envelope, task)), kind, code);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 50000, 40209, TOO_MANY_AT_ONCE, 40209",
        "500, 50001, 50303, SERVER_UNAVAILABLE, 50303",
        "500, 50001, 20000, SERVER_FAILED, 50001",
        "401, 40100, 40100, ACCOUNT_REFUSED, 40100",
        "402, 40200,      , ACCOUNT_REFUSED, 40200",
        "404, 40400, 40402, REQUEST_REFUSED, 40402",
    })
    void amongEqualsTheInnermostWordCounts(
            int http, @Nullable Integer envelope, @Nullable Integer task, Kind kind, int code) {
        assertFails(AnswerJudge.judge(http, codes(envelope, task)), kind, code);
    }

    @Test
    void goodAnswerWithoutTasksIsNoPage() {
        Failure failure = assertFails(AnswerJudge.judge(200, withoutTasks(20000)), Kind.UNEXPECTED, null);
        assertThat(failure.what()).isEqualTo("the answer has no tasks");
        assertThat(failure.path()).isEqualTo("$.tasks");
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void failedAnswerWithoutTasksFailsAsItsCodeSays() {
        assertFails(AnswerJudge.judge(200, withoutTasks(40100)), Kind.ACCOUNT_REFUSED, 40100);
        assertFails(AnswerJudge.judge(500, withoutTasks(20000)), Kind.SERVER_FAILED, 500);
    }

    @Test
    void answerWithoutAnyCodeIsNoPage() {
        Failure failure = assertFails(AnswerJudge.judge(200, codes(null, null)), Kind.UNEXPECTED, null);
        assertThat(failure.what()).isEqualTo("the answer has no status_code");
    }

    /** The count is read from nowhere, so no count can hide a task that failed or invent one. */
    @ParameterizedTest
    @CsvSource({"0, 40501, REQUEST_REFUSED", "1, 20000,"})
    void tasksErrorSaysNothing(int tasksError, int task, @Nullable Kind kind) {
        Failure failure = AnswerJudge.judge(200, read("""
                {"status_code":20000,"tasks_count":1,"tasks_error":%d,"tasks":[{"status_code":%d,"result":null}]}""".formatted(tasksError, task)));
        assertThat(failure == null ? null : failure.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null"})
    void emptyTasksAreNoPageHoweverTheyAreWritten(String tasks) {
        PageEnvelope answer = read("{\"status_code\":20000,\"tasks\":" + tasks + "}");
        assertFails(AnswerJudge.judge(200, answer), Kind.UNEXPECTED, null);
    }

    private static PageEnvelope read(String answer) {
        PageReader reader = Envelopes.reader(ParseLimits.DEFAULT);
        reader.feed(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
        reader.endOfInput();
        return reader.envelope();
    }

    @Test
    void failureNamesTheCodeTheWordsAndTheTask() {
        Failure task = failed(AnswerJudge.judge(200, codes(20000, "Ok.", 40501, " Invalid Field: 'rank'. ")));
        assertThat(task.what()).isEqualTo("the API answered 40501: Invalid Field: 'rank'.");
        assertThat(task.taskId()).isEqualTo("t-1");

        Failure envelope = failed(AnswerJudge.judge(200, codes(40100, "Not authorized.", 20000, "Ok.")));
        assertThat(envelope.what()).isEqualTo("the API answered 40100: Not authorized.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void blankWordsAreLeftOut(String words) {
        Failure failure = failed(AnswerJudge.judge(200, codes(20000, "Ok.", 40501, words)));
        assertThat(failure.what()).isEqualTo("the API answered 40501");
    }

    @Test
    void wordsThatDidNotComeAreLeftOut() {
        Failure failure = failed(AnswerJudge.judge(200, codes(20000, "Ok.", 40501, null)));
        assertThat(failure.what()).isEqualTo("the API answered 40501");
    }

    @ParameterizedTest
    @CsvSource({"299, 299", "300, 300", "301, 301", "100000, 301"})
    void longWordsAreShortened(int length, int shown) {
        Failure failure = failed(AnswerJudge.judge(200, codes(20000, "Ok.", 40501, "x".repeat(length))));
        String words = "x".repeat(Math.min(length, 300)) + (length > 300 ? "…" : "");
        assertThat(words).hasSize(shown);
        assertThat(failure.redacted(null).what()).isEqualTo("the API answered 40501: " + words);
    }

    @Test
    void shortenedWordsAreNotCutInsideACharacter() {
        Failure failure = failed(AnswerJudge.judge(200, codes(20000, "Ok.", 40501, "x" + "😀".repeat(300))));
        assertThat(StandardCharsets.UTF_8
                        .newEncoder()
                        .canEncode(failure.redacted(null).what()))
                .isTrue();
    }

    @Test
    void proxyThatWantsALoginIsNamedAndRefusesForGood() {
        Failure failure = assertFails(AnswerJudge.judge(407, withoutTasks(null)), Kind.REQUEST_REFUSED, 407);
        assertThat(failure.what()).contains("HTTP 407, which is from a proxy in between that wants a login");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void redirectIsNamedAndNotFollowed(int status) {
        Failure failure = assertFails(AnswerJudge.judge(status, withoutTasks(null)), Kind.REQUEST_REFUSED, status);
        assertThat(failure.what())
                .isEqualTo("the server answered HTTP " + status + ", a redirect, which is not followed");
    }

    @Test
    void httpFailureNamesItsStatus() {
        Failure failure = assertFails(AnswerJudge.judge(502, withoutTasks(null)), Kind.SERVER_FAILED, 502);
        assertThat(failure.what()).isEqualTo("the server answered HTTP 502");
    }

    @Test
    void codesAreJudgedBeforeTheAnswerIsWhole() {
        assertThat(AnswerJudge.judgeCodes(200, withoutTasks(null))).isNull();
        assertThat(AnswerJudge.judgeCodes(200, withoutTasks(20000))).isNull();
        assertFails(AnswerJudge.judgeCodes(200, codes(null, 40501)), Kind.REQUEST_REFUSED, 40501);
        assertFails(AnswerJudge.judgeCodes(503, withoutTasks(20000)), Kind.SERVER_FAILED, 503);
    }

    @Test
    void unreadableAnswerFailsAsUnreadable() {
        Failure failure =
                assertFails(AnswerJudge.judgeUnreadable(200, page(7L, null, null), unreadable()), Kind.MALFORMED, null);
        assertThat(failure.taskId()).isEqualTo("t-1");
    }

    @ParameterizedTest
    @CsvSource({
        "502,      , SERVER_FAILED,   502",
        "401,      , ACCOUNT_REFUSED, 401",
        "404,      , REQUEST_REFUSED, 404",
        "200, 40501, REQUEST_REFUSED, 40501",
        "200, 50000, SERVER_FAILED,   50000",
        "500, 40100, ACCOUNT_REFUSED, 40100",
    })
    void unreadableAnswerFailsAsItsCodesSayWhereTheySayAnything(
            int http, @Nullable Integer envelope, Kind kind, int code) {
        assertFails(AnswerJudge.judgeUnreadable(http, withoutTasks(envelope), unreadable()), kind, code);
    }

    private static UnreadableAnswer unreadable() {
        PageReader reader = Envelopes.reader(ParseLimits.DEFAULT);
        reader.feed(ByteBuffer.wrap("<html>".getBytes(StandardCharsets.UTF_8)));
        reader.endOfInput();
        UnreadableAnswer unreadable = reader.failure();
        return Objects.requireNonNull(unreadable);
    }

    @Test
    void emptyResultNeedsNoTasks() {
        assertThat(AnswerJudge.judge(200, Envelopes.withoutTasks(40102))).isNull();
    }
}
