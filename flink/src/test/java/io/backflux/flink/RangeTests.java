package io.backflux.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.Fields;
import io.backflux.Filter;
import org.junit.jupiter.api.Test;

class RangeTests {

    private static BacklinksQuery queryOf(int conditions) {
        Filter filter = Fields.RANK.greaterThan(0);
        for (int i = 1; i < conditions; i++) {
            filter = filter.and(Fields.RANK.greaterThan(i));
        }
        return BacklinksQuery.builder("example.org").filters(filter).build();
    }

    @Test
    void aRangeNeedsRoomForItsBoundsAndForResumingWithoutAToken() {
        assertThat(Range.fits(queryOf(5))).isTrue();
        assertThat(Range.fits(queryOf(6))).isFalse();
    }
}
