package io.backflux.paging;

import io.backflux.paging.Failure.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The API's codes, one by one: their hundreds say nothing. The same numbers stand in the envelope and in the task; HTTP
 * has its own.
 */
public final class ErrorTable {

    private static final int FIRST_CODE = 1000;
    private static final int SUCCESS = 20000;
    private static final int NO_RESULTS = 40102;

    private ErrorTable() {}

    /** Which failure a code of the envelope or of the task is; null where it is none. */
    static @Nullable Kind ofCode(int code) {
        return switch (code) {
            case SUCCESS, NO_RESULTS -> null;
            case 40101, 40103, 40106, 50000, 50001, 50301, 50401 -> Kind.SERVER_FAILED;
            case 40202 -> Kind.MINUTE_QUOTA_USED;
            case 40209 -> Kind.TOO_MANY_AT_ONCE;
            case 50303 -> Kind.SERVER_UNAVAILABLE;
            case 40100, 40104, 40200, 40201, 40203, 40204, 40207, 40210 -> Kind.ACCOUNT_REFUSED;
            case 50100, 50304 -> Kind.REQUEST_REFUSED;
            default -> ofUnknownCode(code);
        };
    }

    private static Kind ofUnknownCode(int code) {
        // 5xxxx is the server's fault and may pass; what else is not a success is taken as a word about the request.
        return code >= 50000 && code < 60000 ? Kind.SERVER_FAILED : Kind.REQUEST_REFUSED;
    }

    /** Whether a code, or an HTTP status, says that the account is refused: nothing more succeeds until somebody sees to it. */
    public static boolean refusesAccount(int code) {
        return (code < FIRST_CODE ? ofHttpStatus(code) : ofCode(code)) == Kind.ACCOUNT_REFUSED;
    }

    /** Whether a code says that nothing was found: a success without rows. */
    static boolean isEmpty(int code) {
        return code == NO_RESULTS;
    }

    /** Which failure an HTTP status is, where the answer's own codes don't say; null where it is none. */
    static @Nullable Kind ofHttpStatus(int status) {
        return switch (status) {
            case 200 -> null;
            case 401, 402, 403 -> Kind.ACCOUNT_REFUSED;
            case 408 -> Kind.SERVER_FAILED;
            case 429 -> Kind.MINUTE_QUOTA_USED;
            default -> status >= 500 ? Kind.SERVER_FAILED : Kind.REQUEST_REFUSED;
        };
    }
}
