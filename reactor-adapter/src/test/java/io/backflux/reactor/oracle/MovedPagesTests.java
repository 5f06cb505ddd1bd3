package io.backflux.reactor.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.OracleClients;
import io.backflux.reactor.oracle.Situation.Times;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Harvests whose pages are asked for again, or resumed another way, while the index moves: each row once. */
class MovedPagesTests {

    private static final Set<Oddity> NOTHING_ODD = EnumSet.noneOf(Oddity.class);

    private static Run run(Run.Order order, int take, int cancelAfter, boolean pages) {
        return new Run(order, order == Run.Order.PARALLEL ? 2 : 1, false, pages, take, 0, 0, cancelAfter, 0, 0);
    }

    private static Run stable() {
        return run(Run.Order.STABLE, 0, 0, false);
    }

    private static Run parallel() {
        return run(Run.Order.PARALLEL, 0, 0, false);
    }

    private static Disturbance disturbed(int request, Disturbance.Kind kind, double place) {
        return new Disturbance(request, kind, place);
    }

    /** The rows that there are follow from the seed. */
    private record Case(long seed, int rows, Times times, int limit, double nulls, double alike, int late) {

        Case(long seed, int rows, Times times, int limit) {
            this(seed, rows, times, limit, 0, 0, 0);
        }

        Verdicts play(Set<Oddity> oddities, List<Move> moves, List<Disturbance> weather, Run... runs) {
            Situation situation = new Situation(
                    seed, rows, times, nulls, alike, late, limit, 0, oddities, 0.5, moves, weather, List.of(runs));
            return Story.play(situation, new OracleClients());
        }

        List<Fault> faults(Set<Oddity> oddities, List<Move> moves, List<Disturbance> weather, Run... runs) {
            return play(oddities, moves, weather, runs).faults();
        }

        List<Fault> faults(List<Move> moves, List<Disturbance> weather, Run... runs) {
            return faults(NOTHING_ODD, moves, weather, runs);
        }

        List<Fault> faults(Run... runs) {
            return faults(List.of(), List.of(), runs);
        }
    }

    @Test
    void rowsThatAnAddedOneMovesBehindTheEndOfARetriedPageComeOnce() {
        Case small = new Case(-148127193962113171L, 82, Times.APART, 21);
        assertThat(small.faults(
                        List.of(new Move(5, Move.Kind.SWAP, 0.769892000580244, 0.6414094710117498, 1)),
                        List.of(
                                disturbed(4, Disturbance.Kind.GARBAGE_BEHIND, 0.37725201530004226),
                                disturbed(2, Disturbance.Kind.GARBAGE_BEHIND, 0.5)),
                        stable()))
                .isEmpty();
    }

    @Test
    void theSameWhereAnotherRunRetriesThePage() {
        Case small = new Case(6558552110271106206L, 33, Times.APART, 22);
        assertThat(small.faults(
                        List.of(new Move(3, Move.Kind.ADD_OLD, 0.4268210748042809, 0, 2)),
                        List.of(),
                        run(Run.Order.STABLE, 29, 0, false),
                        stable()))
                .isEmpty();
    }

    @Test
    void whatLiesBetweenTwoAnswersForOnePageAtAnOffsetIsLookedAt() {
        Case small = new Case(2549755685786245431L, 35, Times.APART, 3);
        assertThat(small.faults(
                        List.of(new Move(9, Move.Kind.REMOVE, 0, 0.9692636252651878, 22)),
                        List.of(disturbed(7, Disturbance.Kind.CUT, 0.7148305367338698)),
                        parallel()))
                .isEmpty();
    }

    @Test
    void anOlderRowThatARetriedPageBringsLaterDoesNotMoveItsEdge() {
        Case small = new Case(7307426429955418687L, 4, Times.APART, 3);
        assertThat(small.faults(
                        List.of(new Move(4, Move.Kind.SWAP, 1, 0, 1)),
                        List.of(
                                disturbed(1, Disturbance.Kind.CUT, 0.7532354613797232),
                                disturbed(2, Disturbance.Kind.CUT, 0.8593377916241779),
                                disturbed(3, Disturbance.Kind.CUT, 0.8077627713368397)),
                        parallel()))
                .isEmpty();
    }

    @Test
    void pagesThatShareNoRowAreNotJoinedByOneThatIsAlike() {
        Case alike = new Case(8040172443965223166L, 300, Times.APART, 35, 0, 0.13334919838942805, 0);
        assertThat(alike.faults(run(Run.Order.PARALLEL, 176, 0, false), parallel()))
                .isEmpty();
    }

    @Test
    void aRowInsideAPageIsNotTakenForOneThatIsAlikeInAnother() {
        Case alike = new Case(-6067224322055491446L, 162, Times.BURST, 22, 0, 0.0854994504283103, 0);
        assertThat(alike.faults(parallel())).isEmpty();
    }

    @Test
    void aPageThatBroughtNothingOfItsOwnJoinsItsNeighbours() {
        Case tiny = new Case(-5120478087281164026L, 44, Times.APART, 2);
        Run wide = new Run(Run.Order.PARALLEL, 14, false, true, 0, 0, 0, 0, 0, 0);
        assertThat(tiny.play(NOTHING_ODD, List.of(), List.of(), wide).requests())
                .isEqualTo(43);
    }

    @Test
    void rowsWithoutFirstSeenThatMovedBetweenPagesAreFetchedFromTheEnd() {
        Case nulls = new Case(-2652723724093733945L, 35, Times.APART, 18, 1, 0, 0);
        assertThat(nulls.faults(
                        List.of(new Move(2, Move.Kind.ADD_NEW, 0, 0.16487856125186284, 1)), List.of(), parallel()))
                .isEmpty();
    }

    @Test
    void rowsWithoutFirstSeenAreFetchedThoughAChainIsResumedInRanges() {
        Case nulls = new Case(-4908090745652091194L, 565, Times.APART, 37, 0.27501589620392214, 0, 0);
        assertThat(nulls.faults(run(Run.Order.STABLE, 400, 0, false), parallel()))
                .isEmpty();
    }

    @Test
    void rowsWithoutFirstSeenBehindAPageOfLaterOnesAreFetched() {
        Case late = new Case(6026903673210780998L, 57, Times.APART, 25, 1, 0, 48);
        assertThat(late.faults(stable())).isEmpty();
    }

    @Test
    void thePlaceOfARefusedTokenIsSoughtThroughAllPagesOfItsSecond() {
        Case dense = new Case(-411872169229033413L, 110, Times.ONE_SECOND, 2);
        assertThat(dense.faults(
                        EnumSet.of(Oddity.TOKENS_EXPIRE),
                        List.of(),
                        List.of(),
                        run(Run.Order.STABLE, 109, 0, false),
                        parallel()))
                .isEmpty();
    }

    @Test
    void aBrokenAnswerDoesNotEndAChainWhoseTotalHasGrown() {
        Case grown = new Case(8003077427990120969L, 314, Times.APART, 34);
        assertThat(grown.faults(
                        List.of(new Move(6, Move.Kind.ADD_OLD, 0.7256020808828456, 1, 30)),
                        List.of(
                                disturbed(11, Disturbance.Kind.CUT, 0.5354966292112479),
                                disturbed(12, Disturbance.Kind.CUT, 0.6029432968004748),
                                disturbed(13, Disturbance.Kind.CUT, 0.005653512706215835),
                                disturbed(14, Disturbance.Kind.CUT, 0.5990027528838204),
                                disturbed(15, Disturbance.Kind.CUT, 0.5744063473251836),
                                disturbed(16, Disturbance.Kind.CUT, 0.2685165037106366),
                                disturbed(17, Disturbance.Kind.CUT, 0.5810573251574866)),
                        stable()))
                .isEmpty();
    }
}
