package io.backflux;

import org.jspecify.annotations.Nullable;

/**
 * Which links of a target count; null where the API's default holds.
 *
 * @param excludesInternal whether links from the target's own subdomains are left out
 */
record LinkScope(
        @Nullable BacklinksStatus status,
        @Nullable Boolean subdomains,
        @Nullable Boolean indirectLinks,
        @Nullable Boolean excludesInternal) {

    static final LinkScope DEFAULT = new LinkScope(null, null, null, null);

    LinkScope withStatus(BacklinksStatus other) {
        return new LinkScope(other, subdomains, indirectLinks, excludesInternal);
    }

    LinkScope withSubdomains(boolean count) {
        return new LinkScope(status, count, indirectLinks, excludesInternal);
    }

    LinkScope withIndirectLinks(boolean count) {
        return new LinkScope(status, subdomains, count, excludesInternal);
    }

    LinkScope withoutInternal(boolean excluded) {
        return new LinkScope(status, subdomains, indirectLinks, excluded);
    }
}
