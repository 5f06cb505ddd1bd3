package io.backflux.cli;

import io.backflux.Checkpoint;
import java.util.Base64;
import java.util.Collections;

/** Checkpoints of a harvest that nobody made. All that knows their JSON is here. */
final class Checkpoints {

    static final String TOKEN = "dG9rZW4tb2YtdGhlLWFwaQ";

    private Checkpoints() {}

    /** Behind the first page of several. */
    static Checkpoint running() {
        return of("\"page\":2,\"token\":\"" + TOKEN + "\",\"served\":1000,\"received\":1000");
    }

    /** Behind the last page. */
    static Checkpoint complete() {
        return of("\"page\":1,\"served\":0,\"received\":1,\"ended\":\"all came\"");
    }

    /**
     * Of a parallel harvest with so many ranges under way.
     *
     * @param rows how many rows of its newest second each of them remembers
     */
    static Checkpoint ofRanges(int ranges, int rows) {
        String newest = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[rows * Long.BYTES]);
        String range = "{\"parent\":0,\"offset\":0,\"limit\":1000,\"to\":\"2026-11-23 00:00:00 +00:00\""
                + ",\"stop\":\"2026-11-23 00:00:00 +00:00\",\"page\":2,\"token\":\"" + TOKEN.repeat(40)
                + "\",\"served\":1000,\"received\":1000,\"before\":0,\"outside\":0,\"repeated\":0,\"total\":100000"
                + ",\"totalNow\":100000,\"newest\":\"2026-11-22 00:00:00 +00:00\",\"newestRows\":\"" + newest + "\"}";
        String legs = String.join(",", Collections.nCopies(ranges, range));
        return of(
                2,
                "\"before\":\"2026-11-23 00:00:00 +00:00\",\"page\":1,\"served\":0,\"received\":" + ranges * 1000
                        + ",\"way\":\"RANGES\",\"legs\":[" + legs + "]");
    }

    private static Checkpoint of(String place) {
        return of(1, place);
    }

    private static Checkpoint of(int version, String place) {
        return Checkpoint.fromJson(
                "{\"version\":" + version + ",\"target\":\"a.com\",\"query\":\"f\",\"limit\":1000," + place
                        + ",\"pages\":1,\"requests\":1,\"retries\":0,\"cost\":\"0.05\",\"unpriced\":\"0\",\"dearest\":\"0.05\""
                        + ",\"repeated\":0,\"unexpectedValues\":0,\"missing\":0}");
    }
}
