package io.backflux;

/** Values of {@link Backlink#domainFromPlatformType()} that are known. The API's set is open: others may come. */
public final class PlatformTypes {

    public static final String CMS = "cms";
    public static final String BLOGS = "blogs";
    public static final String NEWS = "news";
    public static final String ECOMMERCE = "ecommerce";
    public static final String MESSAGE_BOARDS = "message-boards";
    public static final String WIKIS = "wikis";
    public static final String ORGANIZATION = "organization";
    public static final String UNKNOWN = "unknown";

    private PlatformTypes() {}
}
