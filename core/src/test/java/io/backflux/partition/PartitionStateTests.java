package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.Strategy;
import io.backflux.Verdict;
import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.Counts;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a harvest with several pages at once requests next, by what it has seen. A request is named by its leg and what that asks
 * for: {@code 0} is the first page of all, {@code 0/2} the second, {@code 1+2} the page at offset 2, {@code 1:12-50} seconds,
 * {@code 1:19-} those to the end, {@code 1<} rows backwards, {@code 1#} the total alone.
 */
class PartitionStateTests {

    private static final Counts COUNTS =
            new Counts(3, 3, 0, BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE, 0, 0, 0, 90_000L, 90_000L);

    private static PartitionState begin(long max, boolean ordered) {
        BacklinksQuery query =
                BacklinksQuery.builder("site.example").limit(Legs.LIMIT).build();
        return PartitionState.begin(Plan.of(query, Instant.ofEpochSecond(Legs.BOUND), max), Reach.OF_API, ordered);
    }

    private static String requested(PartitionState state, int slots) {
        return requested(new Walk(state), slots);
    }

    /** All that is requested by now, and what is to be done then. */
    private static String requested(Walk walk, int slots) {
        StringBuilder words = new StringBuilder();
        for (int idle = slots; idle > 0; idle--) {
            HarvestState.Next next = walk.state.next(idle);
            if (!(next instanceof HarvestState.Ask ask)) {
                return words.append(next instanceof HarvestState.Done ? "done" : "wait")
                        .toString();
            }
            walk.state = (PartitionState) ask.state();
            words.append(word(walk.state.leg(ask.leg()))).append(' ');
        }
        return words.append("full").toString();
    }

    private static String word(Leg leg) {
        LegState at = leg.at();
        String page = at.chain().page() == 1 ? "" : "/" + at.chain().page();
        if (leg instanceof TotalLeg) {
            return leg.id() + "#";
        }
        if (leg instanceof PageLeg) {
            return leg.id() + (leg.isDescending() ? "-" : "+") + at.offset();
        }
        if (leg.isDescending()) {
            return leg.id() + "<" + page;
        }
        String to = at.stop() == Legs.BOUND ? "" : String.valueOf(at.stop());
        return leg.id() + (at.asked().isOpen() ? "" : ":" + at.asked().from() + "-" + to) + page;
    }

    /** A harvest as it goes. */
    private static final class Walk {

        private PartitionState state;

        Walk(PartitionState begin) {
            state = begin;
        }

        Walk answered(int leg, String rows, long total, @Nullable String token) {
            int count = (int) Legs.words(rows).count();
            state.page(leg).beginAttempt();
            Legs.words(rows).forEach(word -> state.accept(leg, Legs.row(word)));
            state = (PartitionState)
                    state.after(leg, Legs.answer(count, total, token), count).state();
            return this;
        }
    }

    /** After the first page, with nothing else in flight. */
    private static Walk walk(long max, boolean ordered, String rows, long total, @Nullable String token) {
        Walk walk = new Walk(begin(max, ordered));
        assertThat(requested(walk, 4)).isEqualTo("0 wait");
        return walk.answered(0, rows, total, token);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # rows of the first page | total | token | slots | strategy   | requested then
            a@10 b@11                | 2     | none  | 4     | CHAIN      | done
            a@10 b@11 c@12           | 4     | t     | 4     | OFFSETS    | 1+2 wait
            a@10 b@11 c@12           | 9     | t     | 4     | OFFSETS    | 1+2 2+4 3+6 wait
            a@10 b@11 c@12           | 9     | t     | 2     | OFFSETS    | 1+2 2+4 full
            a@10 b@11 c@12           | 90000 | t     | 2     | BLOCKS     | 79+80 81-80 full
            a@10 b@11 c@12           | 90000 | t     | 5     | BLOCKS     | 79+80 81-80 1+2 2-0 3+4 full
            """)
    void theFirstPageTellsWhatIsRequestedThen(
            String rows, long total, @Nullable String token, int slots, String strategy, String then) {
        Walk walk = walk(Plan.ALL, false, rows, total, token);

        assertThat(walk.state.strategy()).hasToString(strategy);
        assertThat(requested(walk, slots)).isEqualTo(then);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            # second page    | total then | looked at again
            c@12 d@13        | 4          | done
            d@13             | 4          | 2:12-14 wait
            c@12             | 4          | 2:12- wait
            c@12 d@13        | 5          | done
            """)
    void pagesAtOffsetsAreLookedAtAgainWhereTheyDoNotJoinOrFallShort(String second, long total, String then) {
        Walk walk = walk(Plan.ALL, false, "a@10 b@11 c@12", 4, "t");
        requested(walk, 4);

        walk.answered(1, second, total, null);

        assertThat(requested(walk, 4)).isEqualTo(then);
    }

    @Test
    void aGapIsLookedAtAgainOnceItsTotalIsKnown() {
        Walk walk = new Walk(begin(Plan.ALL, false).with(new Known(Strategy.RANGES, 90_000L, null, Set.of())));
        assertThat(requested(walk, 4)).isEqualTo("0 wait");
        walk.answered(0, "a@10 b@11 c@12", 90_000, "t");
        requested(walk, 1);
        walk.answered(0, "d@13", 90_000, null);
        assertThat(requested(walk, 4)).isEqualTo("1# wait");

        walk.answered(1, "a@10", 90_000, null);

        assertThat(requested(walk, 1)).isEqualTo("2 full");
        assertThat(walk.state.finding(new Evidence(0, 1, true, null, null)).verdict())
                .isEqualTo(Verdict.UNPROVEN);
    }

    /** As a chain is that is resumed in parallel. */
    @Test
    void rangesAreCutWhereSlotsAreIdle() {
        Walk walk = new Walk(begin(Plan.ALL, false).with(new Known(Strategy.RANGES, 90_000L, null, Set.of())));
        assertThat(requested(walk, 4)).isEqualTo("0 wait");
        walk.answered(0, "a@10 b@11 c@12", 90_000, "t");

        assertThat(requested(walk, 3)).isEqualTo("0/2 1:71- 2:41-71 full");
    }

    /** Pages that don't join, a second between them that was looked at before, and the total, which is yet to come. */
    private static PartitionState apart() {
        Leg below = Legs.page(Legs.part(Legs.page(0), 0, PageLeg.class), "a@10 b@11 c@12", 90_000, "t");
        Leg above = Legs.page(Legs.part(Legs.page(4), 1, PageLeg.class), "e@20 f@20 g@20", 90_000, null);
        SecondLookLeg look = SecondLookLeg.of(Legs.PLAN, new Span(20, 21), Legs.LIMIT, List.of());
        Leg looked = Legs.page(Legs.part(look, 2, SecondLookLeg.class), "e@20", 1, null);
        return new PartitionState(
                new PartitionState.Frame(Legs.PLAN, Legs.LIMIT, Reach.OF_API, false),
                List.of(below, above, looked, Legs.part(TotalLeg.of(Legs.PLAN), 3, TotalLeg.class)),
                new Known(Strategy.BLOCKS, 90_000L, null, Set.of()));
    }

    @Test
    void aGapIsLookedAtAfterAResumeThoughAnotherSecondWasLookedAtBefore() {
        CheckpointContent kept = Objects.requireNonNull(apart().checkpoint(COUNTS, true));
        PartitionState resumed = PartitionCheckpoint.read(Legs.PLAN, Reach.OF_API, false, kept);

        assertThat(requested(resumed, 1)).isEqualTo("3:12-20 full");
    }

    @Test
    void aGapIsLookedAtThoughTheTotalIsLeftOut() {
        assertThat(requested(apart().without(3), 1)).isEqualTo("4:12-20 full");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # wanted | ordered | requested after the first page
            3        | false   | done
            6        | false   | 1+3 wait
            7        | false   | 1+3 2+6 wait
            7        | true    | 1+3 2+6 wait
            """)
    void noMoreIsRequestedThanIsWanted(long max, boolean ordered, String then) {
        assertThat(requested(walk(max, ordered, "a@10 b@11 c@12", 9, "t"), 4)).isEqualTo(then);
    }

    @Test
    void aMaximumOfAllRowsEndsAsTheWhole() {
        Walk walk = walk(4, false, "a@10 b@11", 4, "t");
        assertThat(requested(walk, 4)).isEqualTo("1+1 wait");
        walk.answered(1, "b@11 c@12", 4, "t");
        assertThat(requested(walk, 4)).isEqualTo("2+2 wait");
        walk.answered(2, "c@12 d@13", 4, null);

        assertThat(requested(walk, 4)).isEqualTo("done");
        assertThat(Objects.requireNonNull(walk.state.conclusion()).limited()).isFalse();
        assertThat(walk.state.finding(new Evidence(0, 1, true, null, null)).verdict())
                .isEqualTo(Verdict.PROVEN);
    }

    @Test
    void inOrderOnlyTheFirstThatHasNotEndedEmits() {
        Walk walk = walk(Plan.ALL, true, "a@10 b@11 c@12", 9, "t");
        requested(walk, 4);

        assertThat(walk.state.mayEmit(1)).isTrue();
        assertThat(walk.state.mayEmit(2)).isFalse();
        walk.answered(1, "c@12 d@13 e@14", 9, "t");
        assertThat(walk.state.mayEmit(2)).isTrue();
    }

    @Test
    void whatIsAskedChangesNothing() {
        PartitionState state = walk(Plan.ALL, false, "a@10 b@11 c@12", 90_000, "t").state;

        String first = requested(state, 3);

        assertThat(requested(state, 3)).isEqualTo(first);
        assertThat(state.legs()).noneMatch(leg -> leg.at().isInFlight());
    }

    @Test
    void aPageThatIsWithdrawnIsRequestedAgain() {
        Walk walk = walk(Plan.ALL, false, "a@10 b@11 c@12", 5, "t");
        assertThat(requested(walk, 4)).isEqualTo("1+2 wait");

        walk.state = walk.state.afterWithdrawal(1);

        assertThat(requested(walk, 4)).isEqualTo("1+2 wait");
    }

    @Test
    void whatOnlyMakesSureCanBeLeftOut() {
        Walk walk = walk(Plan.ALL, false, "a@10 b@11 c@12", 4, "t");
        requested(walk, 4);
        walk.answered(1, "c@12", 4, null);
        requested(walk, 4);
        walk.answered(2, "c@12", 1, null);
        assertThat(requested(walk, 4)).isEqualTo("3# wait");
        assertThat(walk.state.isDispensable(3)).isTrue();

        walk.state = walk.state.without(3);

        assertThat(requested(walk, 4)).isEqualTo("4< wait");
        walk.answered(4, "c@12 b@11 a@10", 4, "t");
        assertThat(requested(walk, 4)).isEqualTo("done");
        assertThat(Objects.requireNonNull(walk.state.conclusion()).missing()).isEqualTo(1);
    }
}
