package io.backflux.paging;

/**
 * The API's codes, one by one: their hundreds say nothing. The same numbers stand in the envelope and in the task; HTTP
 * has its own.
 */
public final class ErrorTable {

    private ErrorTable() {}

    /** What a code of the envelope or of the task means. */
    public static Meaning ofCode(int code) {
        return switch (code) {
            case 20000 -> Meaning.SUCCESS;
            case 40102 -> Meaning.EMPTY;
            case 40101, 40103, 40106, 50000, 50001, 50301, 50401 -> Meaning.RETRY_SOON;
            case 40202 -> Meaning.MINUTE_QUOTA_USED;
            case 40209 -> Meaning.TOO_MANY_AT_ONCE;
            case 50303 -> Meaning.RETRY_IN_MINUTES;
            case 40100, 40104, 40200, 40201, 40203, 40204, 40207, 40210 -> Meaning.ACCOUNT_REFUSED;
            case 50100, 50304 -> Meaning.REQUEST_REFUSED;
            default -> ofUnknownCode(code);
        };
    }

    private static Meaning ofUnknownCode(int code) {
        // 5xxxx is the server's fault and may pass; what else is not a success is taken as a word about the request.
        return code >= 50000 && code < 60000 ? Meaning.RETRY_SOON : Meaning.REQUEST_REFUSED;
    }

    /** What an HTTP status means where the answer's own codes don't say. */
    public static Meaning ofHttpStatus(int status) {
        return switch (status) {
            case 200 -> Meaning.SUCCESS;
            case 401, 402, 403 -> Meaning.ACCOUNT_REFUSED;
            case 408 -> Meaning.RETRY_SOON;
            case 429 -> Meaning.MINUTE_QUOTA_USED;
            default -> status >= 500 ? Meaning.RETRY_SOON : Meaning.REQUEST_REFUSED;
        };
    }
}
