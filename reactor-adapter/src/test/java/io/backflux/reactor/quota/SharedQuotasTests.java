package io.backflux.reactor.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedQuotasTests {

    private static final QuotaLimits FEW = new QuotaLimits(3, 30);

    @Test
    void sameAccountHasTheSameQuota() {
        AccountQuota quota = AccountQuota.shared("api.example/same", FEW);
        assertThat(AccountQuota.shared("api.example/" + "same".strip(), new QuotaLimits(3, 30)))
                .isSameAs(quota);
    }

    @Test
    void otherAccountHasAnotherQuota() {
        assertThat(AccountQuota.shared("api.example/one", FEW))
                .isNotSameAs(AccountQuota.shared("api.example/two", FEW))
                .isNotSameAs(AccountQuota.shared("sandbox.example/one", FEW));
    }

    @Test
    void quotaOfItsOwnIsSharedWithNobody() {
        assertThat(AccountQuota.local(FEW)).isNotSameAs(AccountQuota.local(FEW));
    }

    @Test
    void otherLimitsForOneAccountAreRefusedWithoutNamingIt() {
        AccountQuota quota = AccountQuota.shared("api.example/somebody", FEW);
        assertThatIllegalStateException()
                .isThrownBy(() -> AccountQuota.shared("api.example/somebody", new QuotaLimits(4, 30)))
                .withMessageContaining("QuotaLimits[maxInFlight=3, requestsPerMinute=30]")
                .withMessageContaining("QuotaLimits[maxInFlight=4, requestsPerMinute=30]")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("somebody", "api.example"));
        assertThat(AccountQuota.shared("api.example/somebody", FEW)).isSameAs(quota);
    }

    @Test
    void manyThreadsAtOnceGetOneQuota() {
        assertThat(IntStream.range(0, 1000)
                        .parallel()
                        .mapToObj(i -> AccountQuota.shared("api.example/many", FEW))
                        .distinct())
                .hasSize(1);
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks would do
    void nullsAreRefused() {
        assertThatNullPointerException().isThrownBy(() -> AccountQuota.shared(null, FEW));
        assertThatNullPointerException().isThrownBy(() -> AccountQuota.shared("api.example/null", null));
        assertThatNullPointerException().isThrownBy(() -> AccountQuota.local(null));
    }
}
