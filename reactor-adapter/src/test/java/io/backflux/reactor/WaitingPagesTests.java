package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.BacklinksQuery;
import io.backflux.error.ClientClosedException;
import io.backflux.reactor.quota.AccountQuota;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Scannable;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Memory for two pages that wait, and more who want one. */
class WaitingPagesTests {

    private static final int ROWS = 2_500;
    private static final long TWO_PAGES = 240_000;
    private static final Duration STALLED = Duration.ofMinutes(1);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AccountQuota quota = Clients.boundless();
    private final ScriptedTransport server = ScriptedTransport.of(ROWS);
    private final BacklinksClient client = Clients.over(server)
            .quota(quota)
            .timer(time)
            .waitingLimits(new WaitingLimits(TWO_PAGES, STALLED))
            .build();

    private final List<Reader> readers = new ArrayList<>();

    private Reader read(Harvest harvest, long rows) {
        Reader reader = new Reader();
        harvest.backlinks().subscribe(reader);
        reader.request(rows);
        readers.add(reader);
        return reader;
    }

    private Reader read(long rows) {
        return read(client.harvest(Clients.QUERY), rows);
    }

    @AfterEach
    void nothingIsHeldAtTheEnd() {
        readers.forEach(BaseSubscriber::cancel);
        assertThat(client.waitingBytes()).isZero();
        assertThat(client.waitingForRoom()).isZero();
        assertThat(quota.inFlight()).isZero();
        client.close();
    }

    @Test
    void noPageIsRequestedWhileThePagesOfOthersFillTheMemory() {
        read(10).has(10);
        read(10).has(10);

        read(10).has(0);

        assertThat(server.requests()).isEqualTo(2);
        assertThat(client.waitingForRoom()).isEqualTo(1);
        assertThat(client.waitingBytes()).isBetween(TWO_PAGES / 2, TWO_PAGES);
        assertThat(quota.inFlight() + quota.waiting()).isZero();
    }

    @Test
    void aPageThatIsReadOnMakesRoom() {
        Reader first = read(10);
        read(10);
        Reader third = read(10);

        first.request(990);

        first.has(1_000);
        third.has(10);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void aSubscriberWhoLeavesMakesRoom() {
        Reader first = read(10);
        read(10);
        Reader third = read(10);

        first.cancel();

        third.has(10);
    }

    @Test
    void whoIsCancelledWhileWaitingLeavesNoTrace() {
        Reader first = read(10);
        read(10);
        Reader third = read(10);
        Reader fourth = read(10);

        third.cancel();
        assertThat(client.waitingForRoom()).isEqualTo(1);
        first.cancel();

        fourth.has(10);
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void firstComeIsFirstServed() {
        Reader first = read(10);
        read(10);
        Reader third = read(10);
        Reader fourth = read(10);

        first.cancel();

        third.has(10);
        fourth.has(0);
    }

    @Test
    void thePageThatStoodLongestGivesWayAfterAMinuteAndIsRequestedAgainWhenMoreIsDemanded() {
        Reader first = read(10);
        time.advanceTimeBy(Duration.ofSeconds(10));
        Reader second = read(10);
        Reader third = read(10);

        time.advanceTimeBy(Duration.ofSeconds(49));
        third.has(0);
        time.advanceTimeBy(Duration.ofSeconds(1));
        third.has(10);
        assertThat(server.requests()).isEqualTo(3);
        assertThat(client.waitingBytes()).isLessThan(TWO_PAGES);

        first.request(5);
        first.has(10);
        second.cancel();
        first.has(15);
        assertThat(server.requests()).isEqualTo(4);
        first.request(Long.MAX_VALUE);
        first.has(ROWS);
        assertThat(first.isCompleted()).isTrue();
    }

    /** Packing takes milliseconds, and another page costs money. */
    @Test
    void aLargePageThatCamePlainIsPackedBeforeItGivesWay() {
        ScriptedTransport large = ScriptedTransport.ofLargeRows(ROWS);
        try (BacklinksClient roomy = Clients.over(large)
                .quota(quota)
                .timer(time)
                .waitingLimits(new WaitingLimits(2_500_000, STALLED))
                .build()) {
            Reader first = read(roomy.harvest(Clients.QUERY), 10);
            Reader second = read(roomy.harvest(Clients.QUERY), 10);
            second.has(0);

            time.advanceTimeBy(STALLED);

            second.has(10);
            first.request(990);
            first.has(1_000);
            assertThat(large.requests()).isEqualTo(2);
        }
    }

    /** The texts of the rows that were read take room, too, until there is need of it. */
    @Test
    void aPageAtRestShrinksBeforeAnyGivesWay() {
        Reader first = read(100);
        Reader second = read(10);
        second.has(0);
        long held = client.waitingBytes();

        time.advanceTimeBy(Duration.ofSeconds(1));

        second.has(10);
        assertThat(client.waitingBytes()).isLessThan(2 * held);
        first.request(900);
        first.has(1_000);
        second.request(990);
        second.has(1_000);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aPageThatIsReadOnDoesNotShrink() {
        Reader first = read(500);
        Reader second = read(500);
        long before = client.waitingBytes();
        for (int i = 0; i < 20; i++) {
            time.advanceTimeBy(Duration.ofMillis(900));
            first.request(1);
            second.request(1);
        }

        assertThat(client.waitingBytes()).isGreaterThan(before);
    }

    @Test
    void nothingGivesWayWhileNobodyWaits() {
        read(10);
        Reader second = read(10);
        time.advanceTimeBy(Duration.ofDays(1));

        second.request(990);

        second.has(1_000);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aReaderThatGoesOnSlowlyDoesNotGiveWay() {
        Reader first = read(10);
        Reader second = read(10);
        Reader third = read(10);
        for (int i = 0; i < 10; i++) {
            time.advanceTimeBy(Duration.ofSeconds(50));
            first.request(1);
            second.request(1);
        }

        third.has(0);
        first.has(20);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void aPageThatCantBeAffordedTwiceDoesNotGiveWay() {
        Reader poor = read(client.harvest(Clients.QUERY).maxCost(new BigDecimal("0.07")), 10);
        Reader second = read(10);
        Reader third = read(10);

        time.advanceTimeBy(STALLED);

        third.has(10);
        poor.request(990);
        poor.has(1_000);
        second.request(1);
        second.has(11);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void aHundredStalledReadersLetAHundredMoreBeServed() {
        for (int i = 0; i < 200; i++) {
            read(10);
            time.advanceTimeBy(STALLED);
        }

        readers.forEach(reader -> reader.has(10));
        assertThat(server.requests()).isEqualTo(200);
        assertThat(client.waitingBytes()).isLessThan(TWO_PAGES);
    }

    @Test
    void pagesAheadTakeHalfOfItAtMost() {
        read(10);

        BacklinksQuery small = Clients.QUERY.toBuilder().limit(50).build();
        read(client.harvest(small).prefetch(2), 1).has(1);

        assertThat(client.waitingForRoom()).isEqualTo(1);
        assertThat(server.requests()).isEqualTo(2);
    }

    /** Rows that lie ready can't be requested again one by one. */
    @Test
    void stalledReadersOfWhatLiesReadyStarveNobody() {
        Reader first = read(client.harvest(Clients.QUERY).prefetch(1), 10);
        Reader second = read(client.harvest(Clients.QUERY).prefetch(1), 10);
        Reader third = read(10);
        Reader fourth = read(10);
        assertThat(client.waitingBytes()).isLessThanOrEqualTo(TWO_PAGES);

        time.advanceTimeBy(STALLED.multipliedBy(3));

        readers.forEach(reader -> reader.has(10));
        third.cancel();
        fourth.cancel();
        first.request(Long.MAX_VALUE);
        second.request(Long.MAX_VALUE);
        first.has(ROWS);
        second.has(ROWS);
    }

    @Test
    void noMoreRowsLieReadyThanHalfOfTheMemoryHolds() {
        Reader first = read(client.harvest(Clients.QUERY).prefetch(2), 10);

        assertThat(first.rowsReady()).isEqualTo((int) (TWO_PAGES / 2 / ReadyRows.BYTES));
    }

    @Test
    void whatGaveWayIsRequestedAgainWhenItIsDemandedAndNotToLieReady() {
        Reader first = read(client.harvest(Clients.QUERY).prefetch(1), 10);
        Reader second = read(client.harvest(Clients.QUERY).prefetch(1), 10);
        Reader third = read(10);
        time.advanceTimeBy(STALLED.multipliedBy(2));
        third.has(10);

        first.cancel();
        third.cancel();
        time.advanceTimeBy(STALLED.multipliedBy(10));
        assertThat(server.requests()).isEqualTo(3);

        second.request(1);
        second.has(11);
        assertThat(server.requests()).isEqualTo(4);
    }

    @Test
    void aClientThatIsClosedEndsThoseWhoWait() {
        read(10);
        read(10);
        Reader third = read(10);

        client.close();

        assertThat(third.error()).isInstanceOf(ClientClosedException.class);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void onePageIsReadHoweverLittleMemoryThereIs() {
        try (BacklinksClient small = Clients.over(server)
                .waitingLimits(new WaitingLimits(1, STALLED))
                .build()) {
            assertThat(small.backlinks(Clients.QUERY).count().block()).isEqualTo(ROWS);
            assertThat(small.harvest(Clients.QUERY)
                            .prefetch(3)
                            .backlinks()
                            .count()
                            .block())
                    .isEqualTo(ROWS);
            assertThat(small.waitingBytes()).isZero();
        }
    }

    private static final class Reader extends NumberedRows {

        int rowsReady() {
            return Scannable.from(upstream()).scanOrDefault(Scannable.Attr.BUFFERED, -1);
        }
    }
}
