package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.reactor.quota.Lane;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoomClaimTests {

    private static final PageSizes PACKED = new PageSizes(300);

    /** Rows that are kept until their page is whole lie in memory as rows, however small the answer was. */
    @ParameterizedTest
    @CsvSource({"false, 300000", "true, 1500000"})
    void whatIsKeptAsRowsNeedsTheRoomOfRows(boolean keptAsRows, long bytes) {
        RoomClaim claim = new RoomClaim(1_000, keptAsRows, Need.DEMANDED, Lane.BULK);

        assertThat(claim.bytes(PACKED) - RoomClaim.READING * (keptAsRows ? 0 : 1))
                .isEqualTo(bytes);
    }
}
