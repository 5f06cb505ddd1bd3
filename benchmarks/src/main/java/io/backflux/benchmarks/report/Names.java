package io.backflux.benchmarks.report;

import java.util.Map;

/** Subjects as a reader knows them. */
final class Names {

    static final String OURS = "backflux";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry(OURS, "Backflux"),
            Map.entry("backflux-pages", "Backflux, pages()"),
            Map.entry("backflux-3-columns", "Backflux, 3 columns of 47"),
            Map.entry("jackson-async-tokens", "Jackson async, tokens only"),
            Map.entry("jackson-async", "Jackson async to rows"),
            Map.entry("jackson-tokens", "Jackson, tokens only"),
            Map.entry("databind", "Jackson databind"),
            Map.entry("databind-blackbird", "databind + blackbird"),
            Map.entry("gson-trees", "Gson by trees"),
            Map.entry("gson", "Gson"),
            Map.entry("drain", "bytes drained, not read"),
            Map.entry("webclient-databind", "WebClient + databind"),
            Map.entry("jdk-databind", "JDK HttpClient + databind"),
            Map.entry("okhttp-gson", "OkHttp + Gson by trees"));

    private Names() {}

    static String of(String subject) {
        return NAMES.getOrDefault(subject, subject);
    }

    /** Whether it makes no rows, and is measured only as a floor. */
    static boolean isFloor(String subject) {
        return subject.endsWith("-tokens") || subject.equals("drain");
    }
}
