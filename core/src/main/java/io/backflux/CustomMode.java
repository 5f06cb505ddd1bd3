package io.backflux;

import java.util.List;

/**
 * At most {@code value} backlinks for each distinct value of {@code field}. The API then ignores {@link Mode} (the vendor's
 * document).
 *
 * @param field the field to group by: anchor, domain_from, domain_from_country, tld_from, page_from_encoding,
 *     page_from_language, item_type, page_from_status_code, semantic_location, or domain, which stands in the vendor's example
 *     but not in its list; others are refused
 * @param value backlinks for each group, 1 to 1000
 */
public record CustomMode(String field, int value) {

    private static final List<String> FIELDS = List.of(
            "anchor",
            "domain_from",
            "domain_from_country",
            "tld_from",
            "page_from_encoding",
            "page_from_language",
            "item_type",
            "page_from_status_code",
            "semantic_location",
            "domain");

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if the field is none of these or the value is out of its range
     */
    public CustomMode {
        QueryChecks.text(field, "field");
        if (!FIELDS.contains(field)) {
            throw new IllegalArgumentException("customMode's field must be one of %s, was %s"
                    .formatted(String.join(", ", FIELDS), QueryChecks.shown(field)));
        }
        QueryChecks.between(1, 1000, value, "customMode's value");
    }
}
