package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSizeTests {

    @ParameterizedTest
    @CsvSource({
        "1000, 1, 1",
        "1000, 999, 999",
        "1000, 1000, 1000",
        "1000, 1001, 501",
        "1000, 1500, 750",
        "1000, 2999, 1000",
        "1000, 3001, 751",
        "100, 250, 84",
        "1, 7, 1",
        "1000, 1000000, 1000",
        "1000, 9223372036854775806, 1000",
        "1000, 9223372036854775807, 1000",
        "1, 9223372036854775807, 1",
        "7, 9223372036854775807, 7",
    })
    void rowsAreSpreadEvenlyOverTheFewestPages(int limit, long max, int size) {
        assertThat(PageSize.within(limit, max)).isEqualTo(size);
    }

    @Test
    void everySmallMaximumKeepsThePromise() {
        for (int limit = 1; limit <= 60; limit++) {
            for (long max = 1; max <= 400; max++) {
                assertPromise(limit, max, "all small ones");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRandomMaximumKeepsThePromise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long max = 1 + (random.nextLong() >>> (1 + random.nextInt(62)));
            assertPromise(1 + random.nextInt(1000), max < 1 ? Long.MAX_VALUE : max, "seed " + seed);
        }
    }

    /** Never a larger page than the limit, never fewer rows than wanted, never a page more than it takes, none larger than it must be. */
    private static void assertPromise(int limit, long max, String from) {
        int size = PageSize.within(limit, max);
        long pages = fewest(max, limit);
        String what = "%s: limit %d, max %d, size %d".formatted(from, limit, max, size);
        assertThat(size).as(what).isBetween(1, limit);
        assertThat(fewest(max, size)).as(what).isEqualTo(pages);
        assertThat(fewest(max, pages)).as(what).isEqualTo(size);
    }

    /** How many groups of a size hold all. */
    private static long fewest(long all, long size) {
        return all / size + (all % size == 0 ? 0 : 1);
    }
}
