package io.backflux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backflux.BacklinksQuery;
import io.backflux.reactor.BacklinksClient;
import io.backflux.reactor.transport.Credentials;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CursorsTests {

    private static final Duration IDLE = Duration.ofMinutes(15);

    private final FakeTicker time = new FakeTicker();
    private final Cursors cursors = new Cursors(new CursorLimits(IDLE, 2), time);
    private final BacklinksClient client = BacklinksClient.builder()
            .credentials(Credentials.of("user", "secret"))
            .build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void cursorThatNobodyAsksIsDroppedAfterItsIdleTime() {
        String id = add();

        time.pass(IDLE.minusNanos(1));
        assertThat(cursors.size()).isEqualTo(1);

        time.pass(Duration.ofNanos(1));
        assertThat(cursors.size()).isZero();
        assertThat(cursors.find(id)).isEmpty();
    }

    @Test
    void cursorThatIsAskedStays() {
        String id = add();
        for (int call = 0; call < 10; call++) {
            time.pass(IDLE.dividedBy(2));
            assertThat(cursors.find(id)).isPresent();
        }
    }

    @Test
    void thereAreNoMoreThanTheMostAndNoneGivesWay() {
        String first = add();
        String second = add();

        assertThat(cursors.add(cursor())).isEmpty();
        assertThat(cursors.find(first)).isPresent();
        assertThat(cursors.find(second)).isPresent();
    }

    @Test
    void stoppedOrIdleCursorMakesRoom() {
        String first = add();
        add();

        cursors.stop(first);
        add();
        assertThat(cursors.size()).isEqualTo(2);

        time.pass(IDLE);
        add();
        assertThat(cursors.size()).isEqualTo(1);
    }

    @Test
    void stoppingOneThatIsGoneDoesNothing() {
        String id = add();
        cursors.stop(id);
        cursors.stop(id);
        assertThat(cursors.size()).isZero();
    }

    @Test
    void limitsThatKeepNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CursorLimits(Duration.ZERO, 1))
                .withMessage("links.cursors.idle must be positive, was PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CursorLimits(IDLE, 0))
                .withMessage("links.cursors.max must be positive, was 0");
    }

    private String add() {
        return cursors.add(cursor()).orElseThrow();
    }

    private Cursor cursor() {
        return new Cursor(client.harvest(BacklinksQuery.of("forbes.com")));
    }
}
