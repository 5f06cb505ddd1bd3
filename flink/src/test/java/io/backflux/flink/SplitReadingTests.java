package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Backlink;
import io.backflux.BacklinksPage;
import io.backflux.BacklinksQuery;
import io.backflux.HarvestStatus;
import io.backflux.HarvestSummary;
import io.backflux.flink.SplitReading.State;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.CannedTransport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which rows of a page are emitted, and from where a split resumes. */
class SplitReadingTests {

    private static final HarvestSplit WHOLE =
            HarvestSplit.of(SplitName.ofWhole(0), BacklinksQuery.of("forbes.com"), Range.ALL);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();

    private static Backlink row(String url, int second) {
        String time = "2024-01-01 00:00:%02d +00:00".formatted(second);
        return Backlink.fromJson("{\"url_from\":\"" + url + "\",\"first_seen\":\"" + time + "\"}");
    }

    private static BacklinksPage page(String... urls) {
        List<Backlink> rows = Arrays.stream(urls).map(url -> row(url, 1)).toList();
        try (BacklinksClient client = BacklinksClient.builder()
                .transport(CannedTransport.ofRows(rows))
                .build()) {
            return client.pages(BacklinksQuery.of("forbes.com"))
                    .next()
                    .blockOptional()
                    .orElseThrow();
        }
    }

    private SplitReading reading(HarvestSplit split, BacklinksPage page) {
        SplitReading reading = new SplitReading(split);
        reading.open(page, requested, false);
        return reading;
    }

    private static List<String> next(SplitReading reading, int rows) {
        List<String> urls = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Backlink row = reading.next();
            urls.add(row == null ? "end" : String.valueOf(row.urlFrom()));
        }
        return urls;
    }

    @Test
    void aPageThatIsBoughtAgainGivesTheRowsThatWereNotEmitted() {
        SplitReading before = reading(WHOLE, page("a", "b", "c"));
        next(before, 2);

        SplitReading after = reading(before.snapshot(), page("a", "b", "c"));

        assertThat(next(after, 2)).containsExactly("c", "end");
        assertThat(after.emitted()).isEqualTo(3);
    }

    @Test
    void whereARowThatWasEmittedIsGoneNoOtherIsSkippedInItsStead() {
        SplitReading before = reading(WHOLE, page("a", "b", "c"));
        next(before, 2);

        SplitReading after = reading(before.snapshot(), page("b", "c", "d"));

        assertThat(next(after, 3)).containsExactly("c", "d", "end");
    }

    @Test
    void rowsEmittedBeforeTwoCrashesStayKnown() {
        SplitReading first = reading(WHOLE, page("a", "b", "c", "d"));
        next(first, 2);
        SplitReading second = reading(first.snapshot(), page("a", "b", "c", "d"));
        next(second, 1);

        SplitReading third = reading(second.snapshot(), page("a", "b", "c", "d"));

        assertThat(next(third, 2)).containsExactly("d", "end");
    }

    /** Two rows came before those that were emitted, so one of these is on the next page after the crash. */
    @Test
    void aRowThatWasEmittedAndMovedToTheNextPageComesOnce() {
        SplitReading before = reading(WHOLE, page("a", "b", "c"));
        next(before, 2);

        SplitReading after = reading(before.snapshot(), page("n", "m", "a"));
        assertThat(next(after, 3)).containsExactly("n", "m", "end");
        after.open(page("b", "c"), requested, false);

        assertThat(next(after, 2)).containsExactly("c", "end");
    }

    @Test
    void aRowThatMovedToTheNextPageIsKnownAfterASecondCrashToo() {
        SplitReading first = reading(WHOLE, page("a", "b", "c"));
        next(first, 2);
        SplitReading second = reading(first.snapshot(), page("n", "m", "a"));
        next(second, 3);

        SplitReading third = reading(second.snapshot(), page("b", "c"));

        assertThat(next(third, 2)).containsExactly("c", "end");
    }

    @Test
    void rowsThatNeverComeAgainDoNotPileUpInTheState() {
        BacklinksQuery query = BacklinksQuery.builder("forbes.com").limit(3).build();
        HarvestSplit split = HarvestSplit.of(SplitName.ofWhole(0), query, Range.ALL);
        for (int crash = 0; crash < 10; crash++) {
            SplitReading reading = reading(split, page(crash + "a", crash + "b", crash + "c"));
            next(reading, 2);
            split = reading.snapshot();
        }

        assertThat(split.position().emitted()).isEqualTo(20);
        assertThat(split.position().ofOpenPage()).hasSize(6);
    }

    @Test
    void theNextPageIsRequestedWhenTheReaderSaysSo() {
        SplitReading reading = reading(WHOLE, page("a"));
        assertThat(reading.waitsToRequest()).isFalse();

        next(reading, 2);

        assertThat(reading.waitsToRequest()).isTrue();
        assertThat(requested).isNotDone();
        reading.request();
        assertThat(requested).isDone();
    }

    @Test
    void aWholeTargetWithNothingEmittedAsksFirstAfterACrash() {
        SplitReading reading = new SplitReading(WHOLE);
        reading.open(page("a", "b"), requested, true);

        assertThat(reading.hasPage()).isFalse();
        assertThat(new SplitReading(reading.snapshot()).state()).isEqualTo(State.ASKING);
    }

    @Test
    void aWholeTargetOfWhichRowsWereEmittedDoesNotAsk() {
        SplitReading reading = reading(WHOLE, page("a", "b"));
        next(reading, 1);

        assertThat(new SplitReading(reading.snapshot()).state()).isEqualTo(State.READING);
    }

    @Test
    void aReportIsKeptThroughACrash() {
        SplitReading reading = reading(WHOLE, page("a"));
        HarvestSummary summary = HarvestSummary.builder(
                        HarvestStatus.COMPLETE, page("a").checkpoint().progress())
                .build();
        reading.end(SplitReport.of(summary, 1, 0));

        SplitReading after = new SplitReading(reading.snapshot());

        assertThat(after.state()).isEqualTo(State.ENDED);
        assertThat(after.report()).isEqualTo(reading.report());
    }

    @Test
    void aRowOutsideTheRangeIsAnothersWhateverTheServerTakesTheFilterFor() {
        Range range = new Range(Instant.parse("2024-01-01T00:00:02Z"), null);
        SplitReading reading =
                reading(HarvestSplit.of(new SplitName(0, 1), BacklinksQuery.of("forbes.com"), range), page("a"));

        assertThat(next(reading, 1)).containsExactly("end");
    }
}
