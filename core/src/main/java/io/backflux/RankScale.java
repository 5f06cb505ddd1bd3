package io.backflux;

/** The scale of every rank in the answer. */
public enum RankScale {

    /** 0 to 1000; the API's default. */
    ONE_THOUSAND("one_thousand"),
    /** 0 to 100. */
    ONE_HUNDRED("one_hundred");

    private final String apiName;

    RankScale(String apiName) {
        this.apiName = apiName;
    }

    /** The value as it stands in a request, such as {@code "one_hundred"}. */
    public String apiName() {
        return apiName;
    }

    /**
     * Reads the API's own word.
     *
     * @throws IllegalArgumentException if there is no such word; the message lists all that there are
     */
    public static RankScale of(String apiName) {
        return QueryChecks.oneOf(values(), RankScale::apiName, apiName, "rankScale");
    }
}
