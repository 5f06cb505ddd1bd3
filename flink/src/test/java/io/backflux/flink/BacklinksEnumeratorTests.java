package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backflux.BacklinksQuery;
import io.backflux.Verdict;
import io.backflux.error.BacklinksException;
import io.backflux.error.UnexpectedAnswerException;
import io.backflux.flink.TargetState.Look;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Who reads what, and when, as plain calls. */
class BacklinksEnumeratorTests {

    private static final SplitName FIRST = SplitName.ofWhole(0);

    @TempDir
    Path folder;

    private final ScriptedContext context = new ScriptedContext();

    /** Answered by the test, one after the other. */
    private static final class ScriptedLooks implements Looks {

        final Deque<Sinks.One<Look>> open = new ArrayDeque<>();
        int count;

        /** Rows without a time, which is answered at once; null where the server doesn't take the condition. */
        @Nullable Long withoutTime = 0L;

        @Override
        public Mono<Look> withoutTime(BacklinksQuery query) {
            count++;
            return Mono.justOrEmpty(withoutTime)
                    .map(rows -> new Look(rows, null, 1, new BigDecimal("0.02")))
                    .switchIfEmpty(Mono.error(() -> new IllegalStateException("no such condition")));
        }

        private Mono<Look> look() {
            count++;
            Sinks.One<Look> sink = Sinks.one();
            open.add(sink);
            return sink.asMono();
        }

        @Override
        public Mono<Look> total(BacklinksQuery query) {
            return look();
        }

        @Override
        public Mono<Look> boundary(BacklinksQuery query, Instant from, int rows) {
            return look();
        }

        void answer(long total, @Nullable Long boundary) {
            Instant second = boundary == null ? null : Instant.ofEpochSecond(boundary);
            open.remove()
                    .tryEmitValue(new Look(total, second, 1, new BigDecimal("0.02")))
                    .orThrow();
        }

        void fail() {
            fail(new IllegalStateException("no answer"));
        }

        void fail(Exception error) {
            open.remove().tryEmitError(error).orThrow();
        }

        @Override
        public void close() {}
    }

    /** Null for {@link #report}. */
    private @Nullable String reportPath;

    private final ScriptedLooks looks = new ScriptedLooks();

    private BacklinksEnumerator enumerator(String... targets) {
        List<TargetState> states = new ArrayList<>();
        for (String target : targets) {
            states.add(TargetState.of(states.size(), BacklinksQuery.of(target)));
        }
        return enumerator(
                new SourceState(states, states.stream().map(TargetState::whole).toList()));
    }

    private BacklinksEnumerator enumerator(SourceState state) {
        context.register(0, 1);
        BacklinksEnumerator enumerator = new BacklinksEnumerator(
                context,
                ReaderSettings.DEFAULT.withRowsPerRange(100),
                () -> looks,
                new ReportOutput(reportPath == null ? report().toString() : reportPath),
                state);
        enumerator.start();
        return enumerator;
    }

    private Path report() {
        return folder.resolve("report.ndjson");
    }

    /** As after a crash of the job manager. */
    private static SourceState again(BacklinksEnumerator enumerator) throws IOException {
        SourceStateSerializer serializer = SourceStateSerializer.INSTANCE;
        return serializer.deserialize(serializer.getVersion(), serializer.serialize(enumerator.snapshotState(1)));
    }

    private static ReaderEvent large(long total) {
        return new ReaderEvent.IsLarge(FIRST, total, 1, new BigDecimal("0.05"));
    }

    private static ReaderEvent ended(SplitName split, long rows) {
        return new ReaderEvent.HasEnded(
                split, new SplitReport(rows, 1, 1, BigDecimal.ONE, rows, Verdict.PROVEN, "all", null));
    }

    private static SplitName part(int part) {
        return new SplitName(0, part);
    }

    private static void request(BacklinksEnumerator enumerator, int... readers) {
        Arrays.stream(readers).forEach(reader -> enumerator.handleSplitRequest(reader, null));
    }

    @Test
    void smallTargetsAreGivenOutWholeAndNotLookedAt() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example", "b.example", "c.example");

        request(enumerator, 0, 1, 0);
        assertThat(context.news()).containsExactly("0 <- split 0", "1 <- split 1", "0 <- split 2");

        for (int i = 0; i < 3; i++) {
            enumerator.handleSourceEvent(0, ended(SplitName.ofWhole(i), 10));
        }
        assertThat(context.news()).containsExactly("0 <- Drop 0", "0 <- Drop 1", "0 <- Drop 2", "0 <- end", "1 <- end");
        assertThat(looks.count).isZero();
        assertThat(Files.readAllLines(report())).hasSize(3);
    }

    @Test
    void rangesOfALargeTargetGoToWhoeverWaits() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        context.news();

        enumerator.handleSourceEvent(0, large(300));
        assertThat(context.news()).isEmpty();
        looks.answer(300, 1000L);
        assertThat(context.news()).containsExactly("0 <- Drop 0", "1 <- split 0/0");
        request(enumerator, 0, 1);
        looks.answer(200, 2000L);
        looks.answer(100, null);
        assertThat(context.news()).containsExactly("0 <- split 0/1", "1 <- split 0/2");

        for (int i = 0; i < 3; i++) {
            enumerator.handleSourceEvent(0, ended(part(i), 100));
        }
        looks.answer(300, null);
        assertThat(context.news()).endsWith("0 <- end", "1 <- end");
        assertThat(Files.readString(report()))
                .contains("\"verdict\":\"PROVEN\"", "\"rows\":300", "\"requests\":10", "\"ranges\":3");
    }

    @Test
    void aTargetWithRowsThatLackATimeStaysWhole() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        context.news();

        enumerator.handleSourceEvent(0, large(300));
        looks.withoutTime = 1L;
        looks.answer(300, 1000L);

        assertThat(context.news()).containsExactly("0 <- Read 0");
    }

    @Test
    void aTargetThatGrewSinceItsFirstPageIsCutByItsNewTotal() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);

        enumerator.handleSourceEvent(0, large(300));
        looks.answer(301, 1000L);
        looks.answer(301, null);

        assertThat(context.news()).endsWith("0 <- Drop 0");
    }

    /** It takes the condition, and finds nothing by it. */
    @Test
    void rowsThatNoRangeHasKeepATargetWholeThoughTheServerFindsNoneWithoutATime() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        context.news();

        enumerator.handleSourceEvent(0, large(300));
        looks.answer(290, 1000L);
        looks.answer(300, null);

        assertThat(context.news()).containsExactly("0 <- Read 0");
    }

    @Test
    void aLookThatFailsLeavesTheTargetWhole() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        context.news();

        enumerator.handleSourceEvent(0, large(300));
        looks.fail();

        assertThat(context.news()).containsExactly("0 <- Read 0");
        enumerator.handleSourceEvent(1, large(300));
        assertThat(context.news()).containsExactly("1 <- Read 0");
    }

    @Test
    void aLookThatFailsLaterLeavesTheRestAsOneRange() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        enumerator.handleSourceEvent(0, large(300));
        looks.answer(300, 1000L);
        request(enumerator, 0);
        context.news();

        looks.fail();

        assertThat(context.news()).containsExactly("0 <- split 0/1");
        assertThat(context.assigned.get(2).range()).isEqualTo(new Range(Instant.ofEpochSecond(1000), null));
    }

    @Test
    void aSplitThatComesBackWhileItsTargetIsLookedAtIsNotReadBeforeThatIsDecided() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));

        enumerator.addSplitsBack(List.of(context.assigned.get(0)), 0);
        enumerator.addReader(0);
        request(enumerator, 1);
        assertThat(context.news()).endsWith("1 <- split 0, asking");
        enumerator.handleSourceEvent(1, new ReaderEvent.IsRestored(FIRST));
        assertThat(context.news()).isEmpty();

        looks.answer(300, 1000L);
        assertThat(context.news()).containsExactly("1 <- Drop 0");
    }

    @Test
    void aWholeTargetThatComesBackAfterItWasCutIsForgotten() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));
        looks.answer(300, 1000L);
        context.news();

        enumerator.addSplitsBack(List.of(context.assigned.get(0)), 0);
        request(enumerator, 0, 1);
        assertThat(context.news()).containsExactly("0 <- split 0/0");

        enumerator.handleSourceEvent(1, new ReaderEvent.IsRestored(FIRST));
        assertThat(context.news()).containsExactly("1 <- Drop 0");
    }

    @Test
    void aRestoredSplitIsReadOnceItHasAsked() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        context.news();

        enumerator.handleSourceEvent(0, new ReaderEvent.IsRestored(FIRST));

        assertThat(context.news()).containsExactly("0 <- Read 0");
    }

    @Test
    void aSplitThatComesBackAfterAllReadersEndedIsReadByTheOneThatBeginsAnew() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        enumerator.handleSourceEvent(0, ended(FIRST, 10));
        assertThat(context.news()).endsWith("0 <- end", "1 <- end");

        enumerator.addSplitsBack(List.of(context.assigned.get(0)), 0);
        assertThat(context.news()).isEmpty();
        context.register(0);
        enumerator.addReader(0);
        request(enumerator, 0);
        assertThat(context.news()).containsExactly("0 <- split 0");
        enumerator.handleSourceEvent(0, ended(FIRST, 10));
        assertThat(context.news()).containsExactly("0 <- Drop 0", "0 <- end");
    }

    @Test
    void aRequestOfAReaderThatWasSignalledTheEndMeanwhileGetsNoSplit() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        enumerator.handleSourceEvent(0, ended(FIRST, 10));
        enumerator.addSplitsBack(List.of(context.assigned.get(0)), 0);
        context.news();

        request(enumerator, 1);

        assertThat(context.news()).isEmpty();
    }

    @Test
    void looksEndWhereTheRestDoesNotGetLess() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(1_000));
        for (int second = 1; !looks.open.isEmpty() && second < 1_000; second++) {
            looks.answer(1_000, (long) second);
        }

        assertThat(looks.open).isEmpty();
        assertThat(looks.count).isLessThan(10);
    }

    /** As where each range has a row. */
    @Test
    void looksAreBoundedByTheTotal() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(1_000));
        for (int second = 1; !looks.open.isEmpty() && second < 1_000; second++) {
            looks.answer(1_001L - second, (long) second);
        }

        assertThat(looks.open).isEmpty();
        assertThat(looks.count).isBetween(20, 30);
    }

    @Test
    void aServerThatIgnoresFiltersFailsTheJobForGood() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));
        looks.answer(300, 1000L);

        looks.fail(BacklinksException.builder("ignored").needsNewHarvest(true).unexpectedAnswer());

        assertThat(context.failure)
                .isInstanceOf(SuppressRestartsException.class)
                .hasCauseInstanceOf(UnexpectedAnswerException.class);
    }

    @Test
    void cuttingGoesOnWhereTheCheckpointOfTheJobManagerStood() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));
        looks.answer(300, 1000L);
        SourceState state = again(enumerator);
        looks.open.clear();
        context.news();

        BacklinksEnumerator restored = enumerator(state);
        request(restored, 0, 1);
        looks.answer(200, null);

        assertThat(context.news()).containsExactly("0 <- split 0/0", "1 <- split 0/1");
        assertThat(context.assigned.get(2).range()).isEqualTo(new Range(Instant.ofEpochSecond(1000), null));
    }

    @Test
    void aJobManagerThatCrashedWhileItLookedAsksTheReaderAgain() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));
        SourceState state = again(enumerator);
        looks.open.clear();
        context.news();

        BacklinksEnumerator restored = enumerator(state);
        restored.handleSourceEvent(0, new ReaderEvent.IsRestored(FIRST));
        restored.handleSourceEvent(0, large(300));
        looks.answer(300, 1000L);

        assertThat(context.news()).containsExactly("0 <- Read 0", "0 <- Drop 0");
    }

    /** In two ranges of 100 rows, the second one not yet read. */
    private BacklinksEnumerator halfRead() {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        enumerator.handleSourceEvent(0, large(201));
        looks.answer(200, 1000L);
        request(enumerator, 0);
        looks.answer(200, null);
        looks.answer(100, null);
        enumerator.handleSourceEvent(0, ended(part(0), 100));
        return enumerator;
    }

    /** It came after the cut, and another went once its range was read. */
    @Test
    void aRowWithoutATimeIsNotForgottenWhereTheTotalsAgreeByChance() throws IOException {
        BacklinksEnumerator enumerator = halfRead();
        enumerator.handleSourceEvent(1, ended(part(1), 100));
        looks.withoutTime = 1L;
        looks.answer(200, null);

        assertThat(Files.readString(report())).contains("\"verdict\":\"DRIFTED\"", "1 rows lack first_seen");
    }

    @Test
    void nothingIsProvenWhereTheServerCanNotCountRowsWithoutATime() throws IOException {
        looks.withoutTime = null;
        BacklinksEnumerator enumerator = halfRead();
        enumerator.handleSourceEvent(1, ended(part(1), 100));
        looks.answer(200, null);

        assertThat(Files.readString(report())).contains("\"verdict\":\"UNPROVEN\"", "lacks first_seen is not known");
    }

    @Test
    void aTargetIsCutByItsTotalsWhereTheServerCanNotCountRowsWithoutATime() {
        looks.withoutTime = null;
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        context.news();

        enumerator.handleSourceEvent(0, large(300));
        looks.answer(299, 1000L);
        looks.answer(300, null);

        assertThat(context.news()).containsExactly("0 <- Read 0");
    }

    /** A reader comes back from a checkpoint in which it was within its range, and has read it again. */
    @Test
    void theEndIsLookedAtAgainWhereARangeWasReadAgain() {
        BacklinksEnumerator enumerator = halfRead();
        enumerator.handleSourceEvent(1, ended(part(1), 100));
        looks.answer(200, null);

        enumerator.handleSourceEvent(0, ended(part(0), 99));

        assertThat(looks.open).hasSize(1);
    }

    @Test
    void aReportThatComesTwiceCostsNoLook() {
        BacklinksEnumerator enumerator = halfRead();
        enumerator.handleSourceEvent(1, ended(part(1), 100));
        looks.answer(200, null);

        enumerator.handleSourceEvent(0, ended(part(0), 100));

        assertThat(looks.open).isEmpty();
    }

    @Test
    void aLargeTargetThatStaysWholeHasItsFirstPageInTheReportOnce() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0);
        enumerator.handleSourceEvent(0, large(300));
        looks.fail();
        enumerator.handleSourceEvent(0, ended(FIRST, 300));

        assertThat(Files.readString(report())).contains("\"requests\":1,");
    }

    @Test
    void theFolderOfTheReportIsMadeBeforeAnythingIsPaid() {
        reportPath = folder.resolve("new/folder/report.ndjson").toString();

        enumerator("a.example");

        assertThat(folder.resolve("new/folder")).isDirectory();
    }

    @Test
    void aReportThatCanBeWrittenNowhereFailsTheJobAtItsStart() {
        reportPath = "nosuch://host/report.ndjson";

        assertThatThrownBy(() -> enumerator("a.example"))
                .isInstanceOf(SuppressRestartsException.class)
                .hasStackTraceContaining("nosuch");
        assertThat(context.news()).isEmpty();
    }

    @Test
    void aReportThatCanNotBeWrittenAtTheEndFailsNothing() throws IOException {
        BacklinksEnumerator enumerator = enumerator("a.example");
        request(enumerator, 0, 1);
        Files.createDirectories(report().resolve("in the way"));

        enumerator.handleSourceEvent(0, ended(FIRST, 10));

        assertThat(context.news()).endsWith("0 <- end", "1 <- end");
    }
}
