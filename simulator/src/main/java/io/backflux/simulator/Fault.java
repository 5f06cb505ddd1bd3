package io.backflux.simulator;

/** What can go wrong with a request. A {@link FaultPlan} says with which. */
public enum Fault {
    /** HTTP 500 with a JSON envelope of 50000 and no tasks; nothing is billed. */
    HTTP_500,
    /** HTTP 500 around a whole, valid page whose codes are 20000; the page is billed. */
    HTTP_500_WITH_20000,
    /** HTTP 502 with a page of HTML, as from a gateway; nothing is billed. */
    BAD_GATEWAY_HTML,
    /** HTTP 503 with a page of HTML; nothing is billed. */
    UNAVAILABLE_HTML,
    /** HTTP 504 with a page of HTML; nothing is billed. */
    GATEWAY_TIMEOUT_HTML,
    /** HTTP 200 with a page of HTML; nothing is billed. */
    HTML_WITH_200,
    /** One byte in the middle of the page is damaged, so that it isn't JSON; the page is billed. */
    BROKEN_JSON,
    /** An envelope of 20000 whose {@code tasks} is an empty array; nothing is billed. */
    EMPTY_TASKS,
    /** The connection is closed after the plan's fraction of the body's bytes on the wire; the page is billed. */
    CUT,
    /** The connection is reset before the first byte of an answer; nothing is billed. */
    RESET_BEFORE_ANSWER,
    /** The plan's fraction of the body is sent, then nothing more, and the connection stays; the page is billed. */
    STALL,
    /** The request is taken and never answered, and the connection stays; nothing is billed. */
    NO_ANSWER,
    /** A whole, valid page, followed by bytes that don't belong to it; the page is billed. */
    GARBAGE_AFTER_END,
    /** The page's token is the one that it was asked with; a request without a token gets its page unchanged. */
    REPEATED_TOKEN,
    /** The page has half of the rows that it should have, although more exist, and a token that goes on after them. */
    SHORT_PAGE,
    /**
     * HTTP 302 to another path of the same server, which counts who follows:
     * {@link BacklinksSimulator#redirectsFollowed()}; nothing is billed.
     */
    REDIRECT,
    /**
     * The page comes whole, but in a hundred small pieces with the plan's pause between them, or in pieces of the plan's
     * {@linkplain FaultPlan#size(long) size}: 1 is a byte at a time.
     */
    SLOW_DRIP,
    /** The task fails with 40202, as if the quota per minute were used up. */
    PER_MINUTE_LIMIT,
    /** The task fails with 40209, as if too many requests were in flight. */
    IN_FLIGHT_LIMIT,
    /** The task fails with 50303, as during maintenance. */
    UNAVAILABLE_50303,
    /** The task fails with 50000 inside HTTP 200. */
    INTERNAL_50000,
    /** The task answers with the plan's code and {@code "result": null}; see {@link FaultPlan#code(int)}. */
    TASK_CODE,
    /** The envelope answers with the plan's code and no tasks; see {@link FaultPlan#envelopeCode(int)}. */
    ENVELOPE_CODE,
    /**
     * A page that is small on the wire and large when unpacked: 1 GiB of blanks before its rows, or as many as the plan's
     * size says, in about a thousandth of that. It is compressed even for those who didn't ask; the page is billed.
     */
    GZIP_BOMB,
    /**
     * A page whose rows begin again and again until the client leaves, or blanks when it has fewer than two rows;
     * uncompressed and without {@code Content-Length}. The page is billed.
     */
    ENDLESS_BODY,
    /** {@code Content-Length} is 1000 bytes too much: the connection is closed after the whole page; it is billed. */
    CONTENT_LENGTH_TOO_LONG,
    /**
     * {@code Content-Length} is the plan's fraction of the page, which comes whole, and the connection stays: the rest is
     * what a client finds in place of its next answer. The page is billed.
     */
    CONTENT_LENGTH_TOO_SHORT,
    /** Two bytes that aren't UTF-8 stand in the {@code url_from} of the row in the middle; the page is billed. */
    INVALID_UTF8,
    /** The {@code rank} of the row in the middle stands there twice, first as 0; the page is billed. */
    DUPLICATE_ROW_KEY,
    /** The envelope's {@code status_code} stands there twice, first as 50000, then as 20000; the page is billed. */
    DUPLICATE_ENVELOPE_KEY,
    /** The {@code rank} of the row in the middle is {@code NaN}, which isn't JSON; the page is billed. */
    NAN,
    /** The {@code rank} of the row in the middle is {@code Infinity}, which isn't JSON; the page is billed. */
    INFINITY,
    /** The {@code url_from} of the row in the middle is 32 MiB longer, or the plan's size; the page is billed. */
    LONG_STRING,
    /** The {@code links_count} of the row in the middle has 100,000 more digits, or the plan's size; the page is billed. */
    LONG_NUMBER,
    /** The row in the middle has a property whose name has 1,000,000 bytes, or the plan's size; the page is billed. */
    LONG_NAME,
    /**
     * The row in the middle has an unknown property, {@code nested}, of 100,000 arrays each within the one before, or the
     * plan's size; the page is billed.
     */
    DEEP_NESTING,
    /**
     * The page is one of {@code elsewhere.example}: {@code target} in the result and in {@code data}, and the rows; the
     * token is still that of the target that was asked for. The page is billed.
     */
    OTHER_TARGET;

    /** How much of it there is when the plan doesn't say: bytes, digits or levels. */
    long usualSize() {
        return switch (this) {
            case GZIP_BOMB -> 1L << 30;
            case LONG_STRING -> 1L << 25;
            case LONG_NAME -> 1_000_000;
            case LONG_NUMBER, DEEP_NESTING -> 100_000;
            default -> 0;
        };
    }

    /** The code that the task fails with in place of the page, or 0 when the fault is of another kind. */
    int taskCode(int plansCode) {
        return switch (this) {
            case PER_MINUTE_LIMIT -> Codes.PER_MINUTE;
            case IN_FLIGHT_LIMIT -> Codes.IN_FLIGHT;
            case UNAVAILABLE_50303 -> Codes.UNAVAILABLE;
            case INTERNAL_50000 -> Codes.INTERNAL;
            case TASK_CODE -> plansCode;
            default -> 0;
        };
    }

    /** The HTTP status of a page of HTML in place of the answer, or 0 when the fault is of another kind. */
    int htmlStatus() {
        return switch (this) {
            case BAD_GATEWAY_HTML -> 502;
            case UNAVAILABLE_HTML -> 503;
            case GATEWAY_TIMEOUT_HTML -> 504;
            case HTML_WITH_200 -> 200;
            default -> 0;
        };
    }

    boolean leavesUnanswered() {
        return this == RESET_BEFORE_ANSWER || this == NO_ANSWER;
    }
}
