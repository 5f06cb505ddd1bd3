package io.backflux.simulator;

import org.jspecify.annotations.Nullable;

/** The page that a row points to. */
final class Destination {
    private final DataSet data;
    private final Origin origin;
    private final boolean second;
    private final long hash;

    /** @param second whether this is the second link of its referring page, which must point elsewhere than the first */
    Destination(DataSet data, Origin origin, boolean second, long hash) {
        this.data = data;
        this.origin = origin;
        this.second = second;
        this.hash = hash;
    }

    private int below(int salt, int bound) {
        return Mix.below(Mix.of(hash, salt), bound);
    }

    void domain(TextSink sink) {
        int subdomain = origin.ofPage(11, 10);
        if (!data.isPage() && subdomain >= 4) {
            sink.add(subdomain == 9 ? "blog." : "www.");
        }
        sink.add(data.site());
    }

    boolean https() {
        return data.isPage() ? data.target().startsWith("https:") : origin.ofPage(12, 3) != 0;
    }

    void url(TextSink sink) {
        if (data.isPage()) {
            sink.add(data.target());
        } else {
            url(sink, https());
        }
    }

    private void url(TextSink sink, boolean https) {
        sink.add(https ? "https://" : "http://");
        domain(sink);
        sink.add("/");
        if (second || origin.ofPage(13, 3) != 0) {
            sink.add(Words.PATHS.get(origin.ofPage(14, Words.PATHS.size())))
                    .add("/")
                    .add(Words.NOUNS.get(origin.ofPage(15, Words.NOUNS.size())))
                    .add("-")
                    .add(origin.ofPage(16, 500) * 2L + (second ? 1 : 0))
                    .add("/");
        }
    }

    /** {@link Field#NONE} when the page has not been visited yet. */
    long status() {
        int pick = below(27, 100);
        return pick < 5 ? Field.NONE : pick < 74 ? 200 : pick < 92 ? 301 : pick < 98 ? 404 : 500;
    }

    boolean isBroken() {
        return status() >= 400;
    }

    /** {@link Field#NONE} when the page has not been visited yet. */
    long spamScore() {
        return status() == Field.NONE ? Field.NONE : below(28, 3) == 0 ? below(29, 60) : 0;
    }

    @Nullable Text redirectTarget() {
        if (status() != 301) {
            return null;
        }
        return data.isPage() ? sink -> sink.add(data.target()).add("?moved=1") : sink -> url(sink, true);
    }
}
