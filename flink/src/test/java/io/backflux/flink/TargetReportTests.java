package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.Verdict;
import io.backflux.flink.TargetState.Look;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the parts of a target say of the whole. */
class TargetReportTests {

    private final TargetState target = TargetState.of(0, BacklinksQuery.of("example.org"));

    private static Look look(long total, @Nullable Long boundary) {
        return new Look(total, boundary == null ? null : Instant.ofEpochSecond(boundary), 1, BigDecimal.ZERO);
    }

    /** In two ranges of 60 and 40 rows. */
    private void cut() {
        target.cutFrom(100, true);
        target.cut(look(100, 7L));
        target.cut(look(40, null));
    }

    private void read(int part, long rows, Verdict verdict) {
        target.report(
                new SplitName(0, part),
                new SplitReport(rows, 1, 1, new BigDecimal("0.06"), rows, verdict, "said", null));
    }

    private void cutAndReadAsPlanned() {
        cut();
        read(0, 60, Verdict.PROVEN);
        read(1, 40, Verdict.PROVEN);
    }

    private Verdict verdict(@Nullable Long atEnd) {
        target.lookedAtEnd(atEnd, 0L);
        return TargetReport.of(target).verdict();
    }

    @Test
    void rangesThatAreProvenAndAddUpAreTheWhole() {
        cutAndReadAsPlanned();

        assertThat(verdict(100L)).isEqualTo(Verdict.PROVEN);
        assertThat(TargetReport.of(target).cost()).isEqualByComparingTo("0.12");
    }

    @Test
    void aRowThatWentAndOneThatCameElsewhereAreNotProvenThoughTheTotalsAgree() {
        cut();
        read(0, 61, Verdict.PROVEN);
        read(1, 39, Verdict.PROVEN);

        assertThat(verdict(100L)).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void anotherTotalAtTheEndIsDrift() {
        cutAndReadAsPlanned();

        assertThat(verdict(99L)).isEqualTo(Verdict.DRIFTED);
    }

    @Test
    void withoutTheTotalAtTheEndNothingIsProven() {
        cutAndReadAsPlanned();

        assertThat(verdict(null)).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void aRangeThatIsShortIsAGapAndNamed() {
        cut();
        read(0, 60, Verdict.PROVEN);
        read(1, 39, Verdict.GAP);

        assertThat(verdict(100L)).isEqualTo(Verdict.GAP);
        assertThat(TargetReport.of(target).finding()).contains("1970-01-01T00:00:07Z");
    }

    @Test
    void rowsThatAreInNoRangeAreAGap() {
        cut();
        read(0, 60, Verdict.PROVEN);
        read(1, 39, Verdict.PROVEN);

        assertThat(verdict(100L)).isEqualTo(Verdict.GAP);
    }

    @Test
    void aRangeThatWasNeverCountedProvesNothing() {
        target.cutFrom(100, true);
        target.cut(look(100, 7L));
        target.cutNoMore();
        read(0, 60, Verdict.PROVEN);
        read(1, 40, Verdict.PROVEN);

        assertThat(verdict(100L)).isEqualTo(Verdict.UNPROVEN);
    }

    @Test
    void aWholeTargetHasTheVerdictOfItsHarvest() {
        read(SplitName.WHOLE, 100, Verdict.OVERLAP);

        assertThat(target.isEnded()).isTrue();
        assertThat(TargetReport.of(target).verdict()).isEqualTo(Verdict.OVERLAP);
    }

    @Test
    void aSecondWithMoreRowsThanARangeHasIsARangeOfItsOwn() {
        target.cutFrom(100, true);
        target.cut(look(100, 7L));
        target.cut(look(90, 7L));
        target.cut(look(20, null));

        assertThat(target.parts())
                .extracting(TargetState.Part::range)
                .containsExactly(
                        new Range(null, Instant.ofEpochSecond(7)),
                        new Range(Instant.ofEpochSecond(7), Instant.ofEpochSecond(8)),
                        new Range(Instant.ofEpochSecond(8), null));
        assertThat(target.parts()).extracting(TargetState.Part::planned).containsExactly(10L, 70L, 20L);
    }
}
