package io.backflux.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which fault befalls which requests. A new plan befalls every request; each {@code on…}, {@code every…} or {@code with…}
 * narrows it, and all that were set must hold at once:
 *
 * <pre>{@code
 * FaultPlan.of(Fault.CUT).at(0.5).onRequest(3)      // the third request is cut in the middle
 * FaultPlan.of(Fault.HTTP_500).onPage(2).times(1)   // the second page of a chain fails when first asked for
 * FaultPlan.code(40210).onRequest(2)                // the second request finds no money
 * FaultPlan.code(40501).onlyWithToken()             // no token is taken
 * }</pre>
 *
 * <p>A plan counts from 1 the requests that were let in since the plan was added: right path, right credentials, within
 * both limits. When several plans hold for a request, the one that was added first befalls it. Immutable.
 *
 * @param fault what goes wrong
 * @param code the status code that {@link Fault#TASK_CODE} and {@link Fault#ENVELOPE_CODE} answer with, else 0
 * @param at the fraction of the body's bytes that {@link Fault#CUT} and {@link Fault#STALL} let pass, and that
 *     {@link Fault#CONTENT_LENGTH_TOO_SHORT} owns up to, 0 to below 1
 * @param pause the time between two pieces of a {@link Fault#SLOW_DRIP}
 * @param requests the numbers of the requests; empty: all
 * @param every only each so-many-th request; 1: all
 * @param probability from 0 (none) to 1 (all)
 * @param seed where the chance starts, so that it is the same in every run
 * @param page only requests for this page of their chain, from 1; 0: all
 * @param laterPages only requests with a token
 * @param times how often it happens at most
 * @param size how much of it, for a fault that has a measure: bytes, digits or levels; 0: as much as {@link Fault} says
 */
public record FaultPlan(
        Fault fault,
        int code,
        double at,
        Duration pause,
        Set<Integer> requests,
        int every,
        double probability,
        long seed,
        int page,
        boolean laterPages,
        int times,
        long size) {

    private static final double HALF = 0.5;
    private static final long MAX_SIZE = 1L << 36;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /** Checks every part; better started with {@link #of(Fault)}. */
    public FaultPlan {
        requests = Set.copyOf(requests);
        check(at >= 0 && at < 1, "at must be from 0 to below 1, was " + at);
        check(!pause.isNegative(), "pause must not be negative, was " + pause);
        check(requests.stream().allMatch(number -> number > 0), "requests must count from 1, were " + requests);
        check(every > 0, "every must be positive, was " + every);
        check(probability >= 0 && probability <= 1, "probability must be from 0 to 1, was " + probability);
        check(page >= 0, "page must not be negative, was " + page);
        check(times > 0, "times must be positive, was " + times);
        check(size >= 0 && size <= MAX_SIZE, "size must be from 0 to " + MAX_SIZE + ", was " + size);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** A fault on every request: in the middle of the body where that matters, with pauses of 10 ms. */
    public static FaultPlan of(Fault fault) {
        if (fault == Fault.TASK_CODE || fault == Fault.ENVELOPE_CODE) {
            throw new IllegalArgumentException("fault must not be " + fault + " without a code");
        }
        return withCode(fault, 0);
    }

    /** A task with this code and {@code "result": null} in place of the page; 20000 is a success without a result. */
    public static FaultPlan code(int code) {
        return withCode(Fault.TASK_CODE, code);
    }

    /** An envelope with this code and {@code "tasks": null} in place of the page. */
    public static FaultPlan envelopeCode(int code) {
        return withCode(Fault.ENVELOPE_CODE, code);
    }

    private static FaultPlan withCode(Fault fault, int code) {
        return new FaultPlan(fault, code, HALF, PAUSE, Set.of(), 1, 1, 0, 0, false, Integer.MAX_VALUE, 0);
    }

    /** Lets this fraction of the body's bytes pass, counted as they go over the wire. */
    public FaultPlan at(double fraction) {
        return new FaultPlan(
                fault, code, fraction, pause, requests, every, probability, seed, page, laterPages, times, size);
    }

    /** Waits so long between two pieces of a body. */
    public FaultPlan pause(Duration between) {
        return new FaultPlan(
                fault, code, at, between, requests, every, probability, seed, page, laterPages, times, size);
    }

    /** Only the request with this number. */
    public FaultPlan onRequest(int number) {
        return onRequests(number);
    }

    /** Only the requests with these numbers. */
    public FaultPlan onRequests(int... numbers) {
        Set<Integer> set = Arrays.stream(numbers).boxed().collect(Collectors.toUnmodifiableSet());
        check(!set.isEmpty(), "numbers must not be empty");
        return new FaultPlan(fault, code, at, pause, set, every, probability, seed, page, laterPages, times, size);
    }

    /** Only the requests whose number is a multiple of this one. */
    public FaultPlan everyNth(int number) {
        return new FaultPlan(
                fault, code, at, pause, requests, number, probability, seed, page, laterPages, times, size);
    }

    /** Each request with this probability, decided by the seed and the request's number. */
    public FaultPlan withProbability(double chance, long chanceSeed) {
        return new FaultPlan(
                fault, code, at, pause, requests, every, chance, chanceSeed, page, laterPages, times, size);
    }

    /** Only requests for this page of a chain: 1 is the one without a token. */
    public FaultPlan onPage(int number) {
        check(number > 0, "number must be positive, was " + number);
        return new FaultPlan(
                fault, code, at, pause, requests, every, probability, seed, number, laterPages, times, size);
    }

    /** Only requests with a token: every page of a chain but the first. */
    public FaultPlan onlyWithToken() {
        return new FaultPlan(fault, code, at, pause, requests, every, probability, seed, page, true, times, size);
    }

    /** At most so often. */
    public FaultPlan times(int most) {
        return new FaultPlan(fault, code, at, pause, requests, every, probability, seed, page, laterPages, most, size);
    }

    /**
     * So much of it: the bytes, digits or levels that {@link Fault} says a fault has, or the bytes in a piece of a {@link
     * Fault#SLOW_DRIP}. At most 64 GiB, though what isn't compressed takes as long as its bytes do.
     */
    public FaultPlan size(long amount) {
        check(amount > 0, "amount must be positive, was " + amount);
        return new FaultPlan(
                fault, code, at, pause, requests, every, probability, seed, page, laterPages, times, amount);
    }

    /** How much of it, in the fault's own measure. */
    long amount() {
        return size == 0 ? fault.usualSize() : size;
    }

    boolean holdsFor(int number, int pageNumber) {
        return (requests.isEmpty() || requests.contains(number))
                && number % every == 0
                && (page == 0 || page == pageNumber)
                && (!laterPages || pageNumber > 1)
                && Mix.below(Mix.of(seed, number), 1 << 24) < probability * (1 << 24);
    }
}
