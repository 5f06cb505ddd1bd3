package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
import io.backflux.partition.Reach;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Harvests of small indexes whose rows lie anyhow and vanish anyhow, in pages of a few rows, with offsets that reach a few pages:
 * planned by the library's own code, without sockets. The index knows what is true.
 */
class RandomHarvestTests {

    private static final int HARVESTS = Integer.getInteger("backflux.harvests", 6_000);
    private static final long SECOND = 1_000_000_000L;

    @Test
    void noRowThatStaysIsLostNoneComesTwiceAndNothingIsProvenThatIsNotWhole() {
        long first = Long.getLong("backflux.seed", System.nanoTime());
        List<String> faults = new ArrayList<>();
        for (long seed = first; seed < first + HARVESTS; seed++) {
            String fault = new RandomHarvest(seed).fault();
            if (fault != null) {
                faults.add("seed " + seed + ": " + fault);
            }
        }
        System.out.println("random harvests: seeds from " + first + ", " + faults.size() + " bad");
        assertThat(faults).isEmpty();
    }

    private static final class RandomHarvest {

        private final SplittableRandom random;
        private final long seed;
        private final Index index;
        private final int[] copies;
        private final boolean ordered;
        private final Outcome outcome;
        private int last = -1;
        private boolean outOfOrder;

        RandomHarvest(long seed) {
            this.seed = seed;
            random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L);
            int limit = random.nextInt(2, 20);
            index = index(seconds(random.nextInt(1, 25 * limit)));
            copies = new int[index.size()];
            Reach reach = new Reach((limit - 1) * random.nextInt(1, 12));
            ordered = random.nextBoolean();
            int slots = random.nextInt(2, 17);
            VirtualApi api = new VirtualApi(index);
            Latencies latencies = new Latencies(seed);
            VirtualHarvest.Left left = null;
            int runs = random.nextBoolean() ? 1 : random.nextInt(2, 5);
            for (int run = 1; run < runs; run++) {
                left = new VirtualHarvest(api, slots, limit, reach, ordered, left, latencies, this::receive)
                        .leave(random.nextInt(1, 20));
                if (left.checkpoint().isEnded()) {
                    break;
                }
                left = new VirtualHarvest.Left(left.checkpoint(), left.nanos() + random.nextLong(10 * SECOND));
                last = -1;
            }
            outcome = new VirtualHarvest(api, slots, limit, reach, ordered, left, latencies, this::receive).run();
        }

        private void receive(int row) {
            copies[row]++;
            outOfOrder |= row < last;
            last = row;
        }

        private long[] seconds(int rows) {
            int[] spreads = {1, 3, Math.max(1, rows / 10), 100_000_000};
            int spread = spreads[random.nextInt(spreads.length)];
            long[] seconds = random.longs(rows, Dates.end() - spread - 1, Dates.end() - 1)
                    .toArray();
            Arrays.sort(seconds);
            return seconds;
        }

        private Index index(long[] seconds) {
            if (random.nextBoolean()) {
                return Index.of(seconds);
            }
            Index index = Index.vanishing(seconds, random.nextInt(2, 50), random.nextInt(3, 30) * SECOND, seed);
            return random.nextBoolean()
                    ? index
                    : index.growing(random.nextInt(1, 30), Dates.end(), random.nextInt(1, 30) * SECOND);
        }

        @Nullable String fault() {
            boolean isProven = outcome.finding().verdict() == Verdict.PROVEN;
            long firstAnswer = new Latencies(seed).next();
            if (outcome.failure() != null) {
                return outcome.failure().what();
            }
            if (IntStream.of(copies).anyMatch(times -> times > 1)) {
                return "a row came twice, " + outcome;
            }
            if (missing(outcome.nanos()) > 0) {
                return missing(outcome.nanos()) + " rows are lost, " + outcome;
            }
            if (isProven && missing(firstAnswer) > 0) {
                return "proven without " + missing(firstAnswer) + " rows, " + outcome;
            }
            boolean isStill = IntStream.range(0, index.size())
                    .allMatch(row -> index.isThere(row, 0) && index.isThere(row, outcome.nanos()));
            if (isStill && ordered && outOfOrder) {
                return "the rows of a still index are not in order, " + outcome;
            }
            return isStill && !isProven ? "a still index is not proven, " + outcome : null;
        }

        /** Rows that were there at the beginning, and still by then, and never came. */
        private long missing(long stillThere) {
            return IntStream.range(0, copies.length)
                    .filter(row ->
                            copies[row] == 0 && index.second(row) < Dates.end() && index.isThere(row, stillThere))
                    .count();
        }
    }
}
