package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the rows and totals of legs prove. */
class ProofTests {

    private static Finding of(List<Leg> legs, @Nullable Long atStart, @Nullable Long atEnd) {
        return Proof.of(legs, true, atStart, atEnd, 0, true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # rows of the only range | total | at the end | verdict
            a@10 b@11                | 2     | none       | PROVEN
            a@10 b@11                | 2     | 2          | PROVEN
            a@10 b@11                | 3     | none       | GAP
            a@10 b@11                | 3     | 2          | DRIFTED
            a@10 b@11                | 1     | none       | OVERLAP
            b@11 a@10                | 2     | none       | UNPROVEN
            a@10 b@11 c@100          | 3     | none       | DRIFTED
            a@10 b@11 n@-            | 3     | none       | PROVEN
            """)
    void aRangeIsHeldAgainstItsTotal(String rows, long total, @Nullable Long atEnd, Verdict verdict) {
        RangeLeg range = Legs.range(rows, total, null);

        assertThat(of(List.of(range), total, atEnd).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # lower              | upper     | verdict
            a@10 b@11 c@12       | d@60 e@61 | PROVEN
            a@10 b@11 c@12       | d@60      | GAP
            a@10 b@11            | d@60 e@61 | GAP
            """)
    void theRangesThatWereCutOffCountWithTheFirst(String lower, String upper, Verdict verdict) {
        RangeLeg range = Legs.range();
        Legs.read(range, lower);
        SecondsLeg read = (SecondsLeg) Legs.end(range, Legs.LIMIT, 5L, "t").leg();
        Leg part = Legs.page(Legs.part(read.upperPart(50), 1, RangeLeg.class), upper, 2, null);

        Finding finding = of(List.of(read.lowerPart(50).ended(), part), 5L, null);

        assertThat(finding.verdict()).as(finding.words()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # first page    | second         | looked at again | verdict
            a@10 b@11 c@12  | c@12 d@13      | -               | PROVEN
            a@10 b@11 c@12  | d@13           | -               | UNPROVEN
            a@10 b@11 c@12  | d@13           | 12-14           | PROVEN
            a@10 b@11 c@12  | d@13           | 12-13           | UNPROVEN
            """)
    void pagesThatDoNotJoinProveNothingUnlessWhatLiesBetweenWasLookedAt(
            String first, String second, String looked, Verdict verdict) {
        PageLeg lower = (PageLeg) Legs.page(Legs.page(0), first, 4, "t");
        PageLeg page = Legs.part(Legs.page(2), 1, PageLeg.class);
        Legs.read(page, second, List.of(lower, page));
        Leg upper = Legs.end(page, (int) Legs.words(second).count(), 4L, null).leg();
        List<Leg> legs = looked.equals("-") ? List.of(lower, upper) : List.of(lower, upper, lookedAt(looked));

        Finding finding = of(legs, 4L, null);

        assertThat(finding.verdict()).as(finding.words()).isEqualTo(verdict);
    }

    private static Leg lookedAt(String seconds) {
        String[] parts = seconds.split("-", -1);
        Span span = new Span(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        return Legs.page(SecondLookLeg.of(Legs.PLAN, span, Legs.LIMIT, List.of()), "-", 0, null);
    }

    @Test
    void whatEndedEarlyOrHasNoTotalIsNotProven() {
        RangeLeg range = Legs.range("a@10", 1, null);

        assertThat(Proof.of(List.of(range), false, 1L, null, 0, true)).isEqualTo(Finding.ENDED_EARLY);
        assertThat(of(List.of(range), null, null)).isEqualTo(Finding.NO_TOTAL);
    }

    @Test
    void theRangeThatIsShortOfTheMostRowsIsTheOneToLookAtAgain() {
        RangeLeg range = Legs.range("a@10 b@11 c@12", 9, "t");
        Leg lower = range.lowerPart(50).ended();
        Leg part = Legs.page(Legs.part(range.upperPart(50), 1, RangeLeg.class), "d@60 e@61", 5, null);

        assertThat(Proof.shortest(List.of(lower, part))).isSameAs(part);
        assertThat(Proof.shortest(List.of(lower))).isSameAs(lower);
    }
}
