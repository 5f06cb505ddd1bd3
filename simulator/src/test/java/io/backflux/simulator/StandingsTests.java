package io.backflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StandingsTests {
    private static final long SEED = 11;

    @Test
    void everyStateKeepsWhatItWasMadeOfAndKnowsWhereOthersDiffer() {
        Random random = new Random(SEED);
        List<Standings> states = new ArrayList<>(List.of(Standings.NONE));
        List<@Nullable Standing[]> expected = new ArrayList<>();
        expected.add(new Standing[0]);
        for (int step = 1; step <= 20; step++) {
            int size = states.get(step - 1).size() + 200 * random.nextInt(4);
            Standings.Change change = states.get(step - 1).change(size);
            @Nullable Standing[] rows = Arrays.copyOf(expected.get(step - 1), size);
            for (int i = 0; i < 10 && size > 0; i++) {
                int index = random.nextInt(size);
                rows[index] = new Standing(random.nextInt(3), 1, 1, false);
                change.set(index, Objects.requireNonNull(rows[index]));
                assertThat(change.get(index)).isEqualTo(rows[index]);
            }
            states.add(change.made());
            expected.add(rows);
        }
        assertThat(states.get(20).size()).as("seed %d", SEED).isGreaterThan(3_000);
        for (int i = 0; i <= 20; i++) {
            for (int j = 0; j <= 20; j++) {
                assertDiffer(states.get(i), expected.get(i), states.get(j), expected.get(j));
            }
        }
    }

    private static void assertDiffer(
            Standings one, @Nullable Standing[] rows, Standings two, @Nullable Standing[] others) {
        int size = Math.max(rows.length, others.length);
        assertThat(IntStream.range(0, size).mapToObj(one::get)).containsExactly(Arrays.copyOf(rows, size));
        assertThat(one.unlike(two).stream().boxed())
                .as("seed %d", SEED)
                .containsExactlyElementsOf(IntStream.range(0, size)
                        .filter(index -> !Objects.equals(at(rows, index), at(others, index)))
                        .boxed()
                        .toList());
    }

    private static @Nullable Standing at(@Nullable Standing[] rows, int index) {
        return index < rows.length ? rows[index] : null;
    }
}
