package io.backflux.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTests {

    private static final long SECOND = 1_000_000_000L;

    /** A server whose answers take a second, and longer where more are asked for at once than it can do. */
    private static final class Server {

        private final Pace pace;
        private final int canDo;
        private final Deque<long[]> answers = new ArrayDeque<>();
        private long now;
        private int peak;

        Server(Pace pace, int canDo) {
            this.pace = pace;
            this.canDo = canDo;
        }

        void run(int answersToGive) {
            for (int given = 0; given < answersToGive; given++) {
                while (answers.size() < pace.limit()) {
                    long lasts = SECOND * Math.max(1, (answers.size() + 1) / canDo);
                    long last = answers.isEmpty() ? now : answers.getLast()[1];
                    answers.add(new long[] {now, Math.max(now + lasts, last + SECOND / canDo)});
                }
                peak = Math.max(peak, answers.size());
                boolean full = answers.size() >= pace.limit();
                long[] next = answers.remove();
                now = Math.max(now, next[1]);
                pace.answered(now, now - next[0], full);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 30})
    void beginsWithFourOrFewer(int most) {
        assertThat(new Pace(most).limit()).isEqualTo(Math.min(4, most));
    }

    @Test
    void growsByOneAnAnswerWhileThatBringsMore() {
        Pace pace = new Pace(30);
        Server server = new Server(pace, 1000);
        server.run(3);
        assertThat(pace.limit()).isEqualTo(7);
        server.run(200);
        assertThat(pace.limit()).isEqualTo(30);
        assertThat(server.peak).isEqualTo(30);
    }

    @Test
    void growsNoFurtherWhereMoreAtOnceBringNoMore() {
        Pace pace = new Pace(30);
        Server server = new Server(pace, 6);
        server.run(60);
        assertThat(pace.limit()).isLessThan(30);
    }

    @Test
    void doesNotGrowWhileNotAllIsUsed() {
        Pace pace = new Pace(30);
        for (int i = 0; i < 50; i++) {
            pace.answered(i * SECOND, SECOND, false);
        }
        assertThat(pace.limit()).isEqualTo(4);
    }

    @Test
    void halvesOnceForAllThatWasSentBefore() {
        Pace pace = new Pace(30);
        Server server = new Server(pace, 1000);
        server.run(200);
        pace.pushedBack(server.now);
        pace.pushedBack(server.now + 1);
        pace.pushedBack(server.now + SECOND / 2);
        assertThat(pace.limit()).isEqualTo(15);
        pace.pushedBack(server.now + 3 * SECOND);
        assertThat(pace.limit()).isEqualTo(7);
        server.now += 3 * SECOND;
        server.run(400);
        assertThat(pace.limit()).as("it recovers").isEqualTo(30);
    }

    @Test
    void neverFallsBelowOne() {
        Pace pace = new Pace(30);
        for (int i = 0; i < 20; i++) {
            pace.pushedBack(100L * i * SECOND);
        }
        assertThat(pace.limit()).isEqualTo(1);
    }

    @Test
    void sendsAreSpreadOverHalfAnAnswersTime() {
        Pace pace = new Pace(4);
        assertThat(pace.gap()).as("before an answer has come").isEqualTo(SECOND / 4);
        pace.answered(SECOND, SECOND, false);
        assertThat(pace.gap()).isEqualTo(SECOND / 8);
    }

    @Test
    void aFewRequestsMayGoNearlyAtOnce() {
        Pace pace = new Pace(30);
        pace.answered(SECOND, SECOND, true);
        pace.allAtOnce();
        assertThat(pace.limit()).isEqualTo(30);
        assertThat(pace.gap()).isEqualTo(SECOND / 240);
        pace.pushedBack(2 * SECOND);
        assertThat(pace.limit()).isEqualTo(15);
    }
}
