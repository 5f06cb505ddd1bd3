package io.backflux.reactor.oracle;

import io.backflux.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one case.
 *
 * @param verdict the harvest's own, at its end
 * @param lost rows that were there all the time and did not come, of a complete harvest
 * @param twice rows that came more often than they were ever there
 * @param story what happened, in words
 */
public record Verdicts(
        List<Fault> faults,
        @Nullable Verdict verdict,
        boolean complete,
        int lost,
        int twice,
        int requests,
        String story) {

    public boolean isGood() {
        return faults.isEmpty();
    }

    /** The kinds of its faults, the gravest first. */
    public List<String> kinds() {
        return faults.stream().map(fault -> fault.kind().name()).distinct().toList();
    }
}
