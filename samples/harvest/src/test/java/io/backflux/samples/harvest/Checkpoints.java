package io.backflux.samples.harvest;

import io.backflux.Checkpoint;

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

    private static Checkpoint of(String place) {
        return Checkpoint.fromJson("{\"version\":1,\"target\":\"a.com\",\"query\":\"f\",\"limit\":1000," + place
                + ",\"pages\":1,\"requests\":1,\"retries\":0,\"cost\":\"0.05\",\"unpriced\":\"0\",\"dearest\":\"0.05\""
                + ",\"repeated\":0,\"unexpectedValues\":0,\"missing\":0}");
    }
}
