package io.backflux.quota.redis;

import io.backflux.reactor.quota.QuotaLimits;
import java.time.Duration;
import java.util.List;

/** What comes of a question. */
sealed interface Verdict {

    /** The permit that was asked for. */
    record Granted() implements Verdict {}

    /**
     * No permit yet, or none was asked for.
     *
     * @param most by when to ask again at the latest; zero where only others' ends can tell
     */
    record Waiting(Duration most) implements Verdict {}

    /** Others are set to these limits. Nothing of the report was taken in. */
    record OtherLimits(QuotaLimits theirs) implements Verdict {}

    static Verdict of(List<Long> answer) {
        long kind = answer.get(0);
        if (kind < 0) {
            return new OtherLimits(
                    new QuotaLimits(answer.get(1).intValue(), answer.get(2).intValue()));
        }
        return kind > 0 ? new Granted() : new Waiting(Duration.ofMillis(answer.get(1)));
    }
}
