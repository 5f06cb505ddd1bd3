package io.backflux;

/** Which backlinks of a group are returned. */
public enum Mode {

    /** Every backlink; the API's default. */
    AS_IS("as_is"),
    /** One backlink for each referring domain. */
    ONE_PER_DOMAIN("one_per_domain"),
    /** One backlink for each anchor text. */
    ONE_PER_ANCHOR("one_per_anchor");

    private final String apiName;

    Mode(String apiName) {
        this.apiName = apiName;
    }

    /** The value as it stands in a request, such as {@code "one_per_domain"}. */
    public String apiName() {
        return apiName;
    }

    /**
     * Reads the API's own word.
     *
     * @throws IllegalArgumentException if there is no such word; the message lists all that there are
     */
    public static Mode of(String apiName) {
        return QueryChecks.oneOf(values(), Mode::apiName, apiName, "mode");
    }
}
