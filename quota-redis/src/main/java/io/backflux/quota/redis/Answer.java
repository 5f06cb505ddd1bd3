package io.backflux.quota.redis;

import java.util.List;

/**
 * What the script answers.
 *
 * @param serverTime when it ran, in milliseconds; 0 where it did not say
 */
record Answer(Verdict verdict, long serverTime) {

    static Answer of(List<Long> numbers) {
        Verdict verdict = Verdict.of(numbers);
        return new Answer(verdict, verdict instanceof Verdict.OtherLimits ? 0 : numbers.get(2));
    }
}
