package io.backflux.simulator;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came and what it cost. */
final class RequestLog {
    private final boolean keep;
    private final List<Entry> entries = new ArrayList<>();
    private int count;
    private int redirectsFollowed;
    private BigDecimal billed = BigDecimal.ZERO;

    /** @param keep false: only the counts */
    RequestLog(boolean keep) {
        this.keep = keep;
    }

    synchronized Entry arrived(String path, boolean authenticated) {
        Entry entry = new Entry(++count, path, authenticated);
        if (keep) {
            entries.add(entry);
        }
        return entry;
    }

    synchronized void redirectFollowed() {
        redirectsFollowed++;
    }

    synchronized void answered(Entry entry, Answer answer, boolean gzip) {
        billed = billed.add(answer.cost());
        if (keep) {
            entry.answer = answer.withoutBody();
            entry.gzip = gzip;
        }
    }

    synchronized void read(Entry entry, Map<String, @Nullable Object> task, String rawBody) {
        if (keep) {
            entry.task = Collections.unmodifiableMap(task);
            entry.rawBody = rawBody;
        }
    }

    synchronized List<RecordedRequest> requests() {
        return entries.stream().map(Entry::recorded).toList();
    }

    synchronized int count() {
        return count;
    }

    synchronized int redirectsFollowed() {
        return redirectsFollowed;
    }

    synchronized BigDecimal billed() {
        return billed;
    }

    synchronized void reset() {
        entries.clear();
        count = 0;
        redirectsFollowed = 0;
        billed = BigDecimal.ZERO;
    }

    /** One request, filled in as it goes along; guarded by the log. */
    static final class Entry {
        private final int number;
        private final Instant receivedAt = Instant.now();
        private final String path;
        private final boolean authenticated;
        private Map<String, @Nullable Object> task = Map.of();
        private String rawBody = "";
        private @Nullable Answer answer;
        private boolean gzip;

        private Entry(int number, String path, boolean authenticated) {
            this.number = number;
            this.path = path;
            this.authenticated = authenticated;
        }

        int number() {
            return number;
        }

        boolean authenticated() {
            return authenticated;
        }

        private RecordedRequest recorded() {
            Answer known = answer == null ? Answer.NONE : answer;
            return new RecordedRequest(
                    number,
                    receivedAt,
                    path,
                    authenticated,
                    task,
                    rawBody,
                    known.httpStatus(),
                    known.code(),
                    known.rows(),
                    known.cost(),
                    gzip);
        }
    }
}
