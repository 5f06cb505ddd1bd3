package io.backflux.benchmarks.harvest;

/** The keys to pages: about as long as the API's, and known before the page that brings them, for who doesn't parse. */
final class PageToken {

    private static final int DIGITS = 12;
    private static final String FILLER = "eyJDdXJyZW50T2Zmc2V0IjowLCJSYXdSZXF1ZXN0Ijp7".repeat(14);

    private PageToken() {}

    /** @param page 2 or more: the first page needs none */
    static String of(long page) {
        return ("%0" + DIGITS + "d").formatted(page) + FILLER;
    }

    static long page(String token) {
        return Long.parseLong(token.substring(0, DIGITS));
    }
}
