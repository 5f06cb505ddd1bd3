package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTests {
    private static final FaultPlan CUT = FaultPlan.of(Fault.CUT);

    private static List<Integer> hits(FaultPlan plan, int requests) {
        FaultQueue queue = new FaultQueue();
        queue.add(plan);
        return IntStream.rangeClosed(1, requests)
                .filter(number -> queue.next(1) != null)
                .boxed()
                .toList();
    }

    @Test
    void aNewPlanBefallsEveryRequestInTheMiddleOfItsBody() {
        assertThat(hits(CUT, 4)).containsExactly(1, 2, 3, 4);
        assertThat(CUT.at()).isEqualTo(0.5);
    }

    @Test
    void plansCanBeNarrowedByNumberMultipleAndTimes() {
        assertThat(hits(CUT.onRequest(3), 9)).containsExactly(3);
        assertThat(hits(CUT.onRequests(2, 5), 9)).containsExactly(2, 5);
        assertThat(hits(CUT.everyNth(4), 9)).containsExactly(4, 8);
        assertThat(hits(CUT.times(2), 9)).containsExactly(1, 2);
        assertThat(hits(CUT.everyNth(2).onRequests(2, 3, 4).times(1), 9)).containsExactly(2);
    }

    @Test
    void chanceIsTheSameInEveryRunAndAboutAsLikelyAsSaid() {
        List<Integer> hits = hits(CUT.withProbability(0.1, 9), 10_000);
        assertThat(hits).hasSizeBetween(900, 1_100).isEqualTo(hits(CUT.withProbability(0.1, 9), 10_000));
        assertThat(hits(CUT.withProbability(0.1, 10), 10_000)).isNotEqualTo(hits);
        assertThat(hits(CUT.withProbability(0, 9), 1_000)).isEmpty();
        assertThat(hits(CUT.withProbability(1, 9), 1_000)).hasSize(1_000);
    }

    @Test
    void onlyThatPageOfAChainIsHit() {
        FaultQueue queue = new FaultQueue();
        queue.add(CUT.onPage(2).times(1));
        assertThat(queue.next(1)).isNull();
        assertThat(queue.next(2)).isNotNull();
        assertThat(queue.next(2)).isNull();
    }

    @Test
    void onlyRequestsWithATokenAreHit() {
        FaultQueue queue = new FaultQueue();
        queue.add(FaultPlan.code(40501).onlyWithToken());
        assertThat(queue.next(1)).isNull();
        assertThat(queue.next(2)).isNotNull();
        assertThat(queue.next(3)).isNotNull();
        assertThat(Pages.pageNumber(Map.of("search_after_token", "no token"))).isEqualTo(2);
    }

    @Test
    void aFaultHasItsUsualSizeUnlessThePlanSaysAnother() {
        assertThat(FaultPlan.of(Fault.LONG_NUMBER).amount()).isEqualTo(100_000);
        assertThat(FaultPlan.of(Fault.LONG_NUMBER).size(7).onPage(2).amount()).isEqualTo(7);
    }

    @Test
    void theFirstPlanThatHoldsGoesFirstAndALaterOneCountsFromWhenItWasAdded() {
        FaultQueue queue = new FaultQueue();
        queue.next(1);
        queue.add(CUT.onRequest(2));
        queue.add(FaultPlan.code(40210).onRequests(2, 3));
        assertThat(queue.next(1)).isNull();
        assertThat(queue.next(1)).isEqualTo(CUT.onRequest(2));
        assertThat(queue.next(1)).isEqualTo(FaultPlan.code(40210).onRequests(2, 3));
        queue.clear();
        assertThat(queue.next(1)).isNull();
    }

    @Test
    void whatMakesNoSenseFailsAtOnce() {
        assertThatThrownBy(() -> CUT.at(1)).hasMessage("at must be from 0 to below 1, was 1.0");
        assertThatThrownBy(() -> CUT.times(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.everyNth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.onRequest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(CUT::onRequests).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.size(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.size(Long.MAX_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.onPage(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.withProbability(1.1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CUT.pause(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FaultPlan.of(Fault.TASK_CODE)).isInstanceOf(IllegalArgumentException.class);
    }
}
