package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.Lane;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTests {

    private final Admission<String> admission = new Admission<>(100);

    private List<String> admitted() {
        List<String> all = new ArrayList<>();
        for (String next = admission.admit(); next != null; next = admission.admit()) {
            all.add(next);
        }
        return all;
    }

    private void await(String page, long bytes, Need need) {
        admission.await(page, bytes, need, Lane.INTERACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 100, DEMANDED, true",
        "0, 101, DEMANDED, true",
        "0, 900, AHEAD, true",
        "1, 99, DEMANDED, true",
        "1, 100, DEMANDED, false",
        "1, 49, AHEAD, true",
        "1, 50, AHEAD, false",
        "99, 1, DEMANDED, true",
        "100, 1, DEMANDED, false",
        "100, 1, AHEAD, false",
        "100, 100, OWED, true",
        "500, 100, OWED, true",
    })
    void aPageIsAdmittedByWhatIsHeldAndHowMuchItIsWanted(long used, long bytes, Need need, boolean admitted) {
        admission.add(used);
        await("page", bytes, need);

        assertThat(admitted()).hasSize(admitted ? 1 : 0);
        assertThat(admission.used()).isEqualTo(admitted ? used + bytes : used);
        assertThat(admission.waiting()).isEqualTo(admitted ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 0", "90, 10, 0", "95, 10, 5", "100, 10, 10", "50, 300, 50", "150, 10, 60"})
    void whatMustBeGivenBackIsWhatTheFirstLacks(long used, long bytes, long wanted) {
        admission.add(used);
        await("page", bytes, Need.DEMANDED);

        assertThat(admission.wanted()).isEqualTo(wanted);
    }

    @Test
    void nothingGivesWayToAPageAhead() {
        admission.add(100);
        await("ahead", 10, Need.AHEAD);

        assertThat(admission.wanted()).isZero();
    }

    @Test
    void firstComeIsFirstServedAndNoSmallPagePassesALargeOne() {
        admission.add(100);
        await("large", 60, Need.DEMANDED);
        await("small", 1, Need.DEMANDED);
        admission.add(-30);
        assertThat(admitted()).isEmpty();

        admission.add(-30);
        assertThat(admitted()).containsExactly("large");

        admission.add(-60);
        assertThat(admitted()).containsExactly("small");
    }

    @Test
    void lanesTakeTurnsAndBeginWithWhoWaitsForAnAnswer() {
        for (int i = 1; i <= 3; i++) {
            admission.await("bulk " + i, 1, Need.DEMANDED, Lane.BULK);
        }
        admission.await("interactive 1", 1, Need.DEMANDED, Lane.INTERACTIVE);
        admission.await("interactive 2", 1, Need.DEMANDED, Lane.INTERACTIVE);

        assertThat(admitted()).containsExactly("interactive 1", "bulk 1", "interactive 2", "bulk 2", "bulk 3");
    }

    @Test
    void whatIsOwedComesFirstAndWhatIsAheadLast() {
        await("ahead", 1, Need.AHEAD);
        await("demanded", 1, Need.DEMANDED);
        await("owed", 1, Need.OWED);

        assertThat(admitted()).containsExactly("owed", "demanded", "ahead");
    }

    @Test
    void noPageAheadPassesOneThatIsDemanded() {
        admission.add(10);
        await("demanded", 95, Need.DEMANDED);
        await("ahead", 1, Need.AHEAD);

        assertThat(admitted()).isEmpty();
    }

    @Test
    void whoLeavesLeavesNoTrace() {
        admission.add(100);
        await("first", 60, Need.DEMANDED);
        await("second", 10, Need.DEMANDED);

        assertThat(admission.leave("first")).isTrue();
        assertThat(admission.leave("first")).isFalse();
        admission.add(-10);
        assertThat(admitted()).containsExactly("second");
        assertThat(admission.waiting()).isZero();
        assertThat(admission.used()).isEqualTo(100);
    }
}
