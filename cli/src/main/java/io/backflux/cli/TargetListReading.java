package io.backflux.cli;

import io.backflux.BacklinksQuery;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a list for a command, which shows what is wrong with its lines. */
final class TargetListReading {

    private TargetListReading() {}

    /** @throws IllegalArgumentException if it can't be used; what is wrong with each line has been shown by then */
    static TargetList read(
            String file,
            @Nullable String column,
            Surroundings surroundings,
            Function<QueryJson, BacklinksQuery> queries) {
        try {
            return TargetList.read(file, column, surroundings.input(), queries);
        } catch (ListRefusedException e) {
            e.lines().forEach(line -> surroundings.messages().println("backflux: " + line));
            throw e;
        }
    }
}
