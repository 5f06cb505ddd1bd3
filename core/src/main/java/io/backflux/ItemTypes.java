package io.backflux;

/** Values of {@link Backlink#itemType()} that are known. The API's set is open: others may come. */
public final class ItemTypes {

    public static final String ANCHOR = "anchor";
    public static final String IMAGE = "image";
    public static final String META = "meta";
    public static final String CANONICAL = "canonical";
    public static final String ALTERNATE = "alternate";
    public static final String REDIRECT = "redirect";
    public static final String LINK = "link";

    private ItemTypes() {}
}
