package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.paging.Failure;
import io.backflux.paging.Failure.Kind;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.LegContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of each role: what it has seen, what it emits, what it requests next, what its checkpoint says. */
class LegTests {

    private static final Failure REFUSED =
            new Failure(Kind.REQUEST_REFUSED, 40501, "Invalid Field", null, null, null, null, null);

    /** Of a chain, which keeps its last row only. */
    private static final String CHAIN = "{'version':1,'target':'site.example','query':'q','limit':3,"
            + "'before':'1970-01-01 00:01:40 +00:00','page':2,'token':'t','served':3,'total':9,'received':3,"
            + "'lastFirstSeen':'1970-01-01 00:00:12 +00:00','lastUrlFrom':'c','lastUrlTo':'to','lastCopies':1,"
            + "'pages':1,'requests':1,'retries':0,'cost':'0','unpriced':'0','dearest':'0','repeated':0,"
            + "'unexpectedValues':0,'missing':0}";

    private static String body(Leg leg) {
        return new String(leg.at().chain().request(), StandardCharsets.UTF_8);
    }

    // A range.

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # seen                | total | token | emitted | next
            a@10 b@11 c@12        | 9     | t     | a b c   | page 2
            a@10 b@11 c@12        | 3     | t     | a b c   | page 2
            a@10 b@11 c@12        | 3     | none  | a b c   | end
            a@10 b@11             | 2     | t     | a b     | end
            a@10 b@11             | 9     | t     | a b     | page 2
            -                     | 9     | t     | -       | end
            a@10 b@99 c@100       | 9     | t     | a b     | page 2
            a@100 b@100 c@101     | 0     | t     | -       | end
            a@100 b@100 c@101     | 9     | t     | -       | page 2
            a@- b@10 c@11         | 9     | t     | a b c   | page 2
            a@10 a@10 b@11        | 9     | t     | a a b   | page 2
            """)
    void aRangeOfAllGoesFromPageToPage(String seen, long total, @Nullable String token, String emitted, String next) {
        RangeLeg range = Legs.range();

        assertThat(Legs.read(range, seen)).isEqualTo(emitted);
        assertThat(Legs.next(Legs.end(range, (int) Legs.words(seen).count(), total, token)))
                .isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # seen          | emitted | fault | next
            a@20 b@21 c@22  | a b c   | false | page 2
            a@20 b@49 c@50  | a b     | false | end
            a@50 b@51 c@52  | -       | false | end
            a@19 b@20 c@21  | b c     | false | page 2
            a@18 b@20 c@21  | b c     | true  | page 2
            a@- b@20 c@21   | b c     | false | page 2
            """)
    void aRangeKeepsToItsSecondsUntilItsStop(String seen, String emitted, boolean fault, String next) {
        SecondsLeg range = RangeLeg.of(Legs.PLAN, new Span(20, 90), Legs.LIMIT).lowerPart(50);

        assertThat(Legs.read(range, seen)).isEqualTo(emitted);
        assertThat(range.at().page().fault() != null).isEqualTo(fault);
        assertThat(Legs.next(Legs.end(range, Legs.LIMIT, 9L, "t"))).isEqualTo(next);
    }

    @Test
    void whatIsCutOffIsAskedForByTheOtherRange() {
        assertThat(Legs.range().isCuttable()).isFalse();
        RangeLeg range = Legs.part(Legs.range("a@10 b@11 c@12", 9, "t"), 7, RangeLeg.class);

        assertThat(range.isCuttable()).isTrue();
        SecondsLeg lower = range.lowerPart(50);
        SecondsLeg upper = range.upperPart(50);

        assertThat(lower.at().stop()).isEqualTo(50);
        assertThat(upper.at().asked()).isEqualTo(new Span(50, Span.ENDLESS));
        assertThat(upper.at().parent()).isEqualTo(7);
        assertThat(body(upper)).contains("[\"first_seen\",\">\",\"1970-01-01 00:00:49 +00:00\"]");
        assertThat(range.at().stop()).isEqualTo(Legs.BOUND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # broken off     | then              | emitted then
            a@10 b@11        | a@10 b@11 c@12    | c
            a@10 b@11        | b@11 a@10 c@12    | c
            a@10 b@11        | b@11 c@12 d@13    | c d
            a@10 a@10        | a@10 a@10 a@10    | a
            -                | a@10 b@11 c@12    | a b c
            """)
    void anotherAttemptEmitsWhatTheOneBeforeHasNot(String before, String then, String emitted) {
        RangeLeg range = Legs.range();
        Legs.read(range, before);

        assertThat(Legs.read(range, then)).isEqualTo(emitted);
    }

    @Test
    void aPageThatIsForgottenLeavesNothing() {
        RangeLeg range = Legs.range("a@10 b@10 b@11", 9, "t");
        LegContent before = Legs.content(range, true);

        Legs.read(range, "b@11 c@12 d@-");
        assertThat(range.emitted().repeated()).isEqualTo(1);
        Leg dropped = range.with(range.at().withoutPage());

        assertThat(Legs.content(dropped, false)).isEqualTo(before);
        assertThat(dropped.emitted().repeated()).isZero();
        assertThat(Legs.read(dropped, "c@12")).isEqualTo("c");
    }

    @Test
    void aRangeRemembersTheRowsOfThePagesThatHaveEnded() {
        RangeLeg range = Legs.range("a@10 b@10 b@11", 9, "t");
        Legs.read(range, "c@12 d@-");

        RowBag remembered = Objects.requireNonNull(range.remembered());

        assertThat(remembered.toArray())
                .containsExactlyInAnyOrder(Legs.bag("a@10 b@10 b@11").toArray());
        assertThat(range.ended().rememberedRows()).isEqualTo(5);
    }

    /** Its newest row's second would be resumed from as if all of its rows were known. */
    @Test
    void whereAPageThatIsForgottenMovedOnNobodyKnowsTheRowsOfTheSecondBefore() {
        RangeLeg range = LegCodec.readChain(Legs.PLAN, CheckpointContent.fromJson(CHAIN.replace('\'', '"')));
        Legs.read(range, "d@13");
        assertThat(Legs.content(range, false).rows().newestRows()).hasSize(1);

        assertThat(Legs.content(range, true).rows().newestRows()).isEmpty();
        RangeLeg dropped = range.with(range.at().withoutPage());

        assertThat(Legs.content(dropped, false).rows().newestRows()).isEmpty();
        assertThat(dropped.hasNewestRows()).isFalse();
    }

    @Test
    void aTokenThatIsRefusedOnResumeIsReplacedByTheNewestSecond() {
        RangeLeg first = Legs.range("a@10 b@12 c@12", 9, "t");
        assertThat(first.after(REFUSED)).isNull();

        Leg range = Objects.requireNonNull(Legs.resumed(first, true).after(REFUSED));

        assertThat(range.at().chain().token()).isNull();
        assertThat(body(range)).contains("[\"first_seen\",\">\",\"1970-01-01 00:00:11 +00:00\"]");
        assertThat(Legs.read(range, "b@12 c@12 c@12 d@13")).isEqualTo("c d");
        assertThat(range.received()).isEqualTo(5);
        assertThat(range.after(REFUSED)).isNull();
    }

    @Test
    void aRangeGrowsByItsKeyOnly() {
        RangeLeg first = Legs.range("a@10 b@11 c@12", 9, "t");
        RangeLeg range = (RangeLeg) Legs.resumed(first, true);

        assertThat(range.grown(Legs.LIMIT)).isSameAs(range);
        LegState grown = range.grown(10).at();

        assertThat(grown.chain().token()).isNull();
        assertThat(grown.limit()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"true, 3, 0", "false, 5, 2"})
    void itsCheckpointHasThePageAtHandOnlyIfItsRowsWereDelivered(boolean wholePages, long received, int ofPage) {
        RangeLeg range = Legs.range("a@10 b@11 c@12", 9, "t");
        Legs.read(range, "d@13 e@13");

        LegContent content = Legs.content(range, wholePages);

        assertThat(content.totals().received()).isEqualTo(received);
        assertThat(content.page().emitted()).hasSize(ofPage);
        assertThat(content.rows().newestRows()).hasSize(wholePages ? 1 : 2);
        assertThat(Legs.content(Legs.resumed(range, wholePages), false)).isEqualTo(content);
    }

    // A page at an offset.

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # page below         | page above      | seen             | emitted
            -                    | -               | a@10 b@11 c@12   | a b c
            x@9 y@9 a@10         | -               | a@10 b@11 c@12   | b c
            x@9 y@9 z@11         | -               | a@10 b@11 c@12   | b c
            -                    | c@12 x@13 y@14  | a@10 b@11 c@12   | a b
            -                    | x@11 y@13 z@14  | a@10 b@11 c@12   | a b
            x@9 a@10 a@10        | -               | a@10 a@10 a@10   | a
            x@9 n@- m@-          | -               | n@- k@- a@10     | k a
            """)
    void aPageLeavesOutWhatItsNeighboursHave(String below, String above, String seen, String emitted) {
        PageLeg lower = Legs.page(0);
        PageLeg page = Legs.part(Legs.page(2), 1, PageLeg.class);
        PageLeg upper = Legs.part(Legs.page(4), 2, PageLeg.class);
        Legs.read(lower, below);
        Legs.read(upper, above);

        assertThat(Legs.read(page, seen, List.of(lower, page, upper))).isEqualTo(emitted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # seen            | total | token | last
            a@10 b@11 c@12    | 9     | t     | false
            a@10 b@11 c@12    | 9     | none  | true
            a@10 b@11         | 4     | t     | true
            -                 | 9     | t     | false
            """)
    void aPageIsOneRequest(String seen, long total, @Nullable String token, boolean last) {
        PageLeg page = Legs.page(2);
        assertThat(body(page)).contains("\"offset\":2");

        Leg read = Legs.page(page, seen, total, token);

        assertThat(read.isEnded()).isTrue();
        assertThat(read.at().ends().last()).isEqualTo(last);
    }

    /** The page that has the row may be dropped, and then nobody has it. */
    @Test
    void aPageWhoseLastRowIsAnothersDoesNotSayThatNothingFollows() {
        PageLeg page = Legs.page(2);
        PageLeg upper = Legs.part(Legs.page(4), 1, PageLeg.class);
        Legs.read(upper, "b@11");

        assertThat(Legs.read(page, "a@10 b@11", List.of(page, upper))).isEqualTo("a");
        Leg read = Legs.end(page, 2, 4L, null).leg();

        assertThat(read.at().ends().last()).isFalse();
    }

    @Test
    void aPageOfTwoAnswersKeepsAllItsRowsAndNoEnds() {
        PageLeg page = Legs.page(2);
        Legs.read(page, "a@10 b@11");

        Leg read = Legs.page(page, "b@11 c@12 d@13", 9, "t");

        assertThat(read.isEnded()).isTrue();
        assertThat(read.at().ends()).isEqualTo(PageEnds.UNKNOWN);
        assertThat(Legs.content(read, true).rows().newestRows()).hasSize(4);
    }

    /** Else rows that nobody has would be left out when the page comes again. */
    @Test
    void aPageThatIsResumedKeepsNoRowsThatWereNotDelivered() {
        PageLeg broken = Legs.page(2);
        Legs.read(broken, "a@10 b@11");
        Leg page = Legs.resumed(broken, false);
        LegContent before = Legs.content(page, true);

        Legs.read(page, "a@10 b@11 c@12");

        assertThat(before.rows().newestRows()).hasSize(2);
        assertThat(Legs.content(page, true)).isEqualTo(before);
        assertThat(Legs.content(page, false).rows().newestRows()).hasSize(3);
    }

    // A second look, rows without a time, the total.

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # others have   | seen             | emitted
            a@10 b@11       | a@10 b@11 c@12   | c
            a@10            | a@10 a@10 b@11   | a b
            -               | a@10 b@11 c@12   | a b c
            """)
    void aSecondLookEmitsWhatTheOthersLack(String others, String seen, String emitted) {
        SecondLookLeg look =
                SecondLookLeg.of(Legs.PLAN, new Span(10, 50), Legs.LIMIT, List.of(new Rival(10, 49, Legs.bag(others))));

        assertThat(Legs.read(look, seen)).isEqualTo(emitted);
        assertThat(look.looked()).isEqualTo(new Span(10, 50));
        assertThat(Legs.content(look, true).asked().again()).isTrue();
    }

    @Test
    void aSecondLookThatIsResumedKnowsWhereItBeganAndWhatItHasLeftOut() {
        List<Rival> others = List.of(new Rival(12, 12, Legs.bag("c@12")));
        SecondLookLeg look = SecondLookLeg.of(Legs.PLAN, new Span(10, 50), Legs.LIMIT, others);
        Leg first = Legs.page(look, "a@10 b@12 c@12", 5, "t");
        SecondLookLeg resumed = ((SecondLookLeg) Legs.resumed(first, true)).against(others);

        assertThat(Legs.read(resumed, "c@12 d@13")).isEqualTo("c d");

        SecondLookLeg byKey =
                (SecondLookLeg) Objects.requireNonNull(Legs.resumed(first, true).after(REFUSED));
        assertThat(((SecondLookLeg) Legs.resumed(byKey, true)).looked()).isEqualTo(new Span(10, 50));
    }

    @Test
    void theFirstPageOfAHarvestKeepsTheRowsOfItsLastSecondOnly() {
        PageLeg first = Legs.range("a@10 b@11 c@11", 9, "t").toPage();

        PageLeg resumed = (PageLeg) Legs.resumed(first, true);

        assertThat(resumed.emitted().keepsAllRows()).isFalse();
        assertThat(resumed.edge()).isEqualTo(first.edge());
    }

    @Test
    void rowsThatWereLeftOutAsFoundLaterAreCountedAfterAResume() {
        Leg first = Legs.page(Legs.page(2), "a@10 b@100 c@100", 9, "t");

        assertThat(Legs.resumed(first, true).totals().later()).isEqualTo(2);
    }

    @Test
    void aSecondLookLeavesOutNoRowThatIsLikeOneOfAnotherSecond() {
        List<Rival> others = List.of(new Rival(20, 20, Legs.bag("a@20")));
        SecondLookLeg look = SecondLookLeg.of(Legs.PLAN, new Span(10, 50), Legs.LIMIT, others);

        assertThat(Legs.read(look, "a@10 a@20 b@21")).isEqualTo("a b");
    }

    @Test
    void whatASecondLookHasReadIsNotLeftThoughOthersHaveItAll() {
        List<Rival> others = List.of(new Rival(10, 12, Legs.bag("a@10 b@11 c@12")));
        SecondLookLeg look = SecondLookLeg.of(Legs.PLAN, new Span(10, 50), Legs.LIMIT, others);

        Leg read = Legs.page(look, "a@10 b@11 c@12", 4, "t");

        assertThat(Cutting.rowsLeft(read, List.of(read))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # others have | seen           | emitted | next
            -             | n@- m@- k@-    | n m k   | page 2
            n@-           | n@- m@- k@-    | m k     | page 2
            -             | n@- m@- a@12   | n m     | end
            -             | a@12 b@11 c@10 | -       | end
            """)
    void rowsWithoutATimeAreReadBackwardsUntilOneHasATime(String others, String seen, String emitted, String next) {
        WithoutTimeLeg leg = WithoutTimeLeg.of(Legs.PLAN, Legs.LIMIT, List.of(Legs.bag(others)));

        assertThat(body(leg)).contains("first_seen,desc");
        assertThat(Legs.read(leg, seen)).isEqualTo(emitted);
        assertThat(Legs.next(Legs.end(leg, Legs.LIMIT, 9L, "t"))).isEqualTo(next);
    }

    @Test
    void theTotalIsOneRequestThatEmitsNothing() {
        TotalLeg total = TotalLeg.of(Legs.PLAN);

        assertThat(total.at().limit()).isEqualTo(1);
        assertThat(Legs.read(total, "a@10")).isEqualTo("-");
        Leg read = Legs.end(total, 1, 9L, "t").leg();

        assertThat(read.isEnded()).isTrue();
        assertThat(read.totals().now()).isEqualTo(9);
        assertThat(read.received()).isZero();
    }
}
