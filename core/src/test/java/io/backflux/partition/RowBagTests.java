package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBagTests {

    private static final long SEED = System.nanoTime();

    @Test
    void countsEachRowAsOftenAsItWasPutIn() {
        Random random = new Random(SEED);
        RowBag bag = new RowBag();
        Map<Long, Integer> expected = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            long hash = 1 + random.nextInt(2_000) * 0x9e37_79b9_7f4a_7c15L;
            if (random.nextInt(3) == 0) {
                boolean there = expected.getOrDefault(hash, 0) > 0;
                assertThat(bag.remove(hash)).as("seed %d", SEED).isEqualTo(there);
                expected.computeIfPresent(hash, (key, count) -> Math.max(0, count - 1));
            } else {
                bag.add(hash);
                expected.merge(hash, 1, Integer::sum);
            }
        }
        expected.forEach(
                (hash, count) -> assertThat(bag.count(hash)).as("seed %d", SEED).isEqualTo(count));
        List<Long> all = new ArrayList<>();
        expected.forEach((hash, count) -> {
            for (int i = 0; i < count; i++) {
                all.add(hash);
            }
        });
        assertThat(bag.toArray()).as("seed %d", SEED).containsExactlyInAnyOrder(all.toArray(new Long[0]));
        assertThat(bag.size()).isEqualTo(all.size());
    }

    @Test
    void aCopyGoesItsOwnWay() {
        RowBag bag = RowBag.of(new long[] {7, 7, 8});
        RowBag copy = bag.copy();
        copy.remove(7);
        bag.add(9);
        assertThat(bag.count(7)).isEqualTo(2);
        assertThat(copy.count(7)).isEqualTo(1);
        assertThat(copy.count(9)).isZero();
    }

    @Test
    void clearedItIsEmpty() {
        RowBag bag = new RowBag();
        for (long hash = 1; hash <= 5_000; hash++) {
            bag.add(hash << 32);
        }
        bag.clear();
        assertThat(bag.size()).isZero();
        assertThat(bag.count(1L << 32)).isZero();
        bag.add(3);
        assertThat(bag.toArray()).containsExactly(3);
    }
}
