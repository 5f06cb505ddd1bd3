package io.backflux;

/** Which backlinks are returned and counted, by what the crawler found at its last check. */
public enum BacklinksStatus {

    /** Found during the last check; the API's default. */
    LIVE("live"),
    /** All, found or lost. */
    ALL("all"),
    /** Lost since an earlier check. */
    LOST("lost");

    private final String apiName;

    BacklinksStatus(String apiName) {
        this.apiName = apiName;
    }

    /** The value as it stands in a request, such as {@code "live"}. */
    public String apiName() {
        return apiName;
    }

    /**
     * Reads the API's own word.
     *
     * @throws IllegalArgumentException if there is no such word; the message lists all that there are
     */
    public static BacklinksStatus of(String apiName) {
        return QueryChecks.oneOf(values(), BacklinksStatus::apiName, apiName, "backlinksStatusType");
    }
}
