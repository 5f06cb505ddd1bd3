package io.backflux.quota.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.cluster.SlotHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuotaKeysTests {

    @Test
    void anAccountIsAHashInRedis() {
        QuotaKeys keys = QuotaKeys.ofAccount("somebody@example.org");
        assertThat(keys.root()).matches("\\{backflux:quota:[0-9a-f]{32}}").doesNotContain("somebody");
        assertThat(keys).isEqualTo(QuotaKeys.ofAccount("somebody@example.org"));
        assertThat(keys).isNotEqualTo(QuotaKeys.ofAccount("another@example.org"));
    }

    @Test
    void allKeysOfAnAccountAreInOneSlotOfACluster() {
        QuotaKeys keys = QuotaKeys.named("nightly");
        assertThat(Arrays.stream(keys.all()).mapToInt(SlotHash::getSlot).distinct())
                .hasSize(1);
        assertThat(keys.channel()).startsWith(keys.root());
    }

    @Test
    void aNameIsNoHashOfAnother() {
        assertThat(QuotaKeys.named("0123456789abcdef0123456789abcdef").root())
                .isEqualTo("{backflux:quota:name:0123456789abcdef0123456789abcdef}");
    }

    @Test
    void namesOfOtherCharactersAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuotaKeys.named("a}b"))
                .withMessage("name must be up to 100 letters, digits, dots, hyphens and underscores, was a}b");
    }
}
