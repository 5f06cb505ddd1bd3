package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.Lane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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

    /** Rows that lie ready can't give way: they must not keep a page away that is larger than what they leave. */
    @Test
    void whereNothingIsHeldButRowsThatLieReadyAPageOfAnySizeIsAdmitted() {
        admission.addReady(50);
        await("large", 60, Need.DEMANDED);
        await("next", 1, Need.DEMANDED);

        assertThat(admitted()).containsExactly("large");
        assertThat(admission.wanted()).isEqualTo(11);
        assertThat(admission.mayLieReady(0)).isTrue();
        assertThat(admission.mayLieReady(1)).isFalse();
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

    private record Page(Lane lane, Need need, int number) {

        boolean isInLineOf(Page other) {
            return lane == other.lane && need == other.need;
        }
    }

    /** Against lists that are searched: {@code -Dbackflux.seed=N} plays one seed again. */
    @Test
    void whoeverIsAdmittedWasTheFirstOfItsLineAndAllThatWasTakenIsGivenBack() {
        long seed = Long.getLong("backflux.seed", System.nanoTime());
        Random random = new Random(seed);
        Admission<Page> room = new Admission<>(100);
        Map<Page, Long> waiting = new LinkedHashMap<>();
        Map<Page, Long> held = new LinkedHashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String step = "seed " + seed + ", step " + i;
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    Page page = new Page(any(random, Lane.values()), any(random, Need.values()), i);
                    long bytes = 1L + random.nextInt(random.nextInt(10) == 0 ? 300 : 40);
                    waiting.put(page, bytes);
                    room.await(page, bytes, page.need(), page.lane());
                }
                case 4 -> {
                    if (waiting.isEmpty()) {
                        continue;
                    }
                    Page leaves = new ArrayList<>(waiting.keySet()).get(random.nextInt(waiting.size()));
                    waiting.remove(leaves);
                    assertThat(room.leave(leaves)).as(step).isTrue();
                }
                default ->
                    held.entrySet().stream().findFirst().ifPresent(over -> {
                        room.add(-over.getValue());
                        held.remove(over.getKey());
                    });
            }
            for (Page next = room.admit(); next != null; next = room.admit()) {
                Page admitted = next;
                assertThat(waiting.keySet().stream()
                                .filter(admitted::isInLineOf)
                                .findFirst())
                        .as(step)
                        .contains(admitted);
                held.put(admitted, waiting.getOrDefault(admitted, 0L));
                waiting.remove(admitted);
            }
            long sum = held.values().stream().mapToLong(Long::longValue).sum();
            assertThat(room.used()).as(step).isEqualTo(sum);
            assertThat(room.waiting()).as(step).isEqualTo(waiting.size());
        }
        held.values().forEach(bytes -> room.add(-bytes));
        assertThat(room.used()).isZero();
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
