package io.backflux.paging;

/** What one of the API's codes means for who asked. */
public enum Meaning {
    SUCCESS,
    /** Nothing found: a success without rows. */
    EMPTY,
    /** The server failed; the same request may succeed soon. */
    RETRY_SOON,
    /** The account's quota for the minute is used up. */
    MINUTE_QUOTA_USED,
    /** More requests at once than the account may have. */
    TOO_MANY_AT_ONCE,
    /** The server is down for minutes. */
    RETRY_IN_MINUTES,
    /** The account gets nothing until its owner mends it. */
    ACCOUNT_REFUSED,
    /** The request fails whenever it is sent. */
    REQUEST_REFUSED
}
