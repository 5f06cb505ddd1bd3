package io.backflux.partition;

import org.jspecify.annotations.Nullable;

/**
 * How many requests a parallel harvest may have in flight, and how far apart they are sent. It begins with few, adds one
 * for each answer while that brings more answers in the same time, and halves when the server says that it is too much. Times
 * are nanoseconds of any clock that doesn't jump. Not for several threads.
 */
public final class Pace {

    /** How many are in flight at first. */
    static final int FEW = 4;

    private static final long USUAL_ANSWER = 2_000_000_000L;
    private static final long WIDEST_GAP = 1_000_000_000L;
    private static final double QUICK = 24;
    private static final double WEIGHT = 0.1;
    private static final double WORTH_IT = 1.05;
    private static final int ROUNDS_OF_REST = 8;

    private final int most;
    private double limit;
    private boolean growing = true;
    private double answerTime = USUAL_ANSWER;
    private boolean answered;
    private long restsUntil = Long.MIN_VALUE;
    private @Nullable Round round;
    private double lastRate;
    private double lastLimit;

    /** Answers that came while all that was allowed was in flight. */
    private static final class Round {
        private final long begun;
        private final int answers;
        private int left;

        Round(long begun, int answers) {
            this.begun = begun;
            this.answers = answers;
            this.left = answers;
        }
    }

    /**
     * @param most never more in flight
     */
    public Pace(int most) {
        this.most = most;
        this.limit = Math.min(most, FEW);
    }

    /** Requests that may be in flight. */
    public int limit() {
        return (int) limit;
    }

    /** So few requests are to be sent in all that they may go at once. */
    public void allAtOnce() {
        limit = most;
        growing = false;
    }

    /** Nanoseconds between the sending of two requests, so that they don't go in bursts. */
    public long gap() {
        return Math.min(WIDEST_GAP, (long) (answerTime / 2 / (growing || limit < most ? spread() : 4 * limit)));
    }

    /** Requests that would be sent in half an answer's time: more than are allowed while these few grow in number. */
    private double spread() {
        return limit < most ? Math.max(limit, Math.min(2 * limit, QUICK)) : limit;
    }

    /**
     * An answer came to its end.
     *
     * @param took how long after its request
     * @param full whether as many were in flight as are allowed
     */
    public void answered(long now, long took, boolean full) {
        answerTime = answered ? answerTime + WEIGHT * (took - answerTime) : took;
        answered = true;
        if (!full) {
            round = null;
            return;
        }
        if (growing) {
            judge(now);
        }
        if (growing && limit < most) {
            limit = Math.min(most, limit + 1);
        } else if (limit < most && now - restsUntil >= 0) {
            growing = true;
            round = null;
        }
    }

    /** Whether the last round, with more in flight than the one before, brought more answers in the same time. */
    private void judge(long now) {
        Round running = round;
        if (running == null) {
            round = new Round(now, Math.max(2 * FEW, (int) limit));
            return;
        }
        if (--running.left > 0) {
            return;
        }
        double rate = (double) running.answers / Math.max(1, now - running.begun);
        if (lastLimit > 0 && limit >= 1.5 * lastLimit && rate < WORTH_IT * lastRate) {
            limit = Math.max(1, lastLimit);
            rest(now);
        } else if (lastLimit == 0 || limit >= 1.5 * lastLimit || rate > lastRate) {
            lastLimit = running.answers;
            lastRate = rate;
        }
        round = null;
    }

    private void rest(long now) {
        growing = false;
        round = null;
        lastLimit = 0;
        restsUntil = now + (long) (ROUNDS_OF_REST * answerTime);
    }

    /** The server said that it is too much, or gave up. What was sent before that counts once. */
    public void pushedBack(long now) {
        if (restsUntil != Long.MIN_VALUE && now - restsUntil < -(long) ((ROUNDS_OF_REST - 1) * answerTime)) {
            return;
        }
        limit = Math.max(1, limit / 2);
        rest(now);
    }
}
