package io.backflux.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SlotSharesTests {

    private final SlotShares<String> shares = new SlotShares<>(5);

    private void begin(String... harvests) {
        for (String harvest : harvests) {
            shares.begin(harvest);
        }
    }

    @Test
    void whileMoreAreToComeEachHasOneSlot() {
        begin("a", "b");
        assertThat(shares.take("a")).isTrue();
        assertThat(shares.take("a")).isFalse();
        assertThat(shares.take("b")).isTrue();
        assertThat(shares.inUse()).isEqualTo(2);
        assertThat(shares.next()).isEmpty();
    }

    @Test
    void onceNoMoreAreToComeWhatIsIdleIsLentToWhoBeganFirst() {
        begin("a", "b");
        shares.take("a");
        shares.take("b");
        shares.take("b");
        shares.take("a");
        shares.noMoreToCome();
        assertThat(shares.next()).containsExactly("a", "b");
        assertThat(shares.idleFor("a")).isEqualTo(3);
        assertThat(shares.take("a")).isTrue();
        assertThat(shares.take("a")).isTrue();
        assertThat(shares.take("a")).isTrue();
        assertThat(shares.take("b")).isFalse();
        assertThat(shares.inUse()).isEqualTo(5);
    }

    @Test
    void theSlotOfItsOwnIsNeverLentToAnother() {
        begin("a", "b");
        shares.noMoreToCome();
        for (int i = 0; i < 4; i++) {
            assertThat(shares.take("a")).isTrue();
        }
        assertThat(shares.take("a")).isFalse();
        assertThat(shares.take("b")).isTrue();
    }

    @Test
    void aPageThatIsDoneWithMakesRoomForOneThatWaits() {
        begin("a", "b");
        shares.noMoreToCome();
        for (int i = 0; i < 4; i++) {
            shares.take("a");
        }
        shares.take("b");
        assertThat(shares.take("b")).isFalse();
        shares.uses("a", 3);
        assertThat(shares.next()).containsExactly("b");
        assertThat(shares.take("b")).isTrue();
        assertThat(shares.next()).as("it waits no longer").isEmpty();
    }

    @Test
    void oneThatEndsLeavesItsOwnSlotToo() {
        begin("a", "b");
        shares.noMoreToCome();
        for (int i = 0; i < 4; i++) {
            shares.take("a");
        }
        assertThat(shares.take("a")).isFalse();
        shares.end("b");
        assertThat(shares.next()).containsExactly("a");
        assertThat(shares.take("a")).isTrue();
        assertThat(shares.inUse()).isEqualTo(5);
    }

    @Test
    void moreThanThereAreSlotsForHaveOneEachAllTheSame() {
        begin("a", "b", "c", "d", "e", "f");
        shares.noMoreToCome();
        assertThat(shares.take("f")).isTrue();
        assertThat(shares.take("f")).isFalse();
    }

    @Test
    void aPageThatIsOwedIsRequestedThoughNoSlotIsIdle() {
        begin("a", "b");
        shares.take("a");
        assertThat(shares.take("a")).isFalse();
        shares.takeOwed("a");
        assertThat(shares.inUse()).isEqualTo(2);
        assertThat(shares.next()).as("it waits no longer").isEmpty();
        assertThat(shares.take("b")).as("the slot of its own").isTrue();
        shares.noMoreToCome();
        shares.uses("a", 1);
        assertThat(shares.idleFor("b")).isEqualTo(3);
    }

    @Test
    void whoHasEndedGetsNothing() {
        begin("a");
        shares.end("a");
        assertThat(shares.take("a")).isFalse();
        shares.uses("a", 3);
        assertThat(shares.inUse()).isZero();
        assertThat(shares.begun()).isZero();
    }
}
