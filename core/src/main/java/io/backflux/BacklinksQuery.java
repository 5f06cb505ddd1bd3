package io.backflux;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to ask for: a target and every parameter of the API but its paging token, which the library handles by itself.
 * Immutable, with value equality, and checked when built with all that the vendor's document says.
 *
 * <p>What isn't set isn't sent, so the API's own default holds; its accessor returns null. {@link #limit} alone always has
 * a value and is always sent.
 */
public final class BacklinksQuery {

    /** The most rows that a page may have, by the vendor's document. */
    public static final int MAX_LIMIT = 1_000;

    /** The most rows that may be left out at the start, by the vendor's document. */
    public static final int MAX_OFFSET = 20_000;

    private final QueryParameters parameters;

    private BacklinksQuery(QueryParameters parameters) {
        this.parameters = parameters;
    }

    /**
     * A query with nothing set but its target.
     *
     * @param target see {@link #builder}
     */
    public static BacklinksQuery of(String target) {
        return builder(target).build();
    }

    /**
     * Starts a query.
     *
     * @param target a domain or subdomain, such as {@code forbes.com}, in Unicode or punycode, without scheme,
     *     {@code www.}, path, port, user info and blanks; or a page as an absolute URL with {@code http://} or
     *     {@code https://}, where one with and one without a trailing {@code /} are different pages. It is sent as given
     * @throws IllegalArgumentException if it is neither; the message suggests what may have been meant
     */
    public static Builder builder(String target) {
        return new Builder(QueryTarget.check(target));
    }

    /** A builder with all that is set here. */
    public Builder toBuilder() {
        return new Builder(parameters);
    }

    /** Domain, subdomain or page, as it was given. */
    public String target() {
        return parameters.target();
    }

    /** Which backlinks of a group are returned. */
    public @Nullable Mode mode() {
        return parameters.mode();
    }

    /** How many backlinks are returned for each value of a field; the API then ignores {@link #mode}. */
    public @Nullable CustomMode customMode() {
        return parameters.customMode();
    }

    /** Which backlinks are returned. */
    public @Nullable Filter filters() {
        return parameters.filters();
    }

    /** Sort rules, the first one first; immutable, empty where none is set. */
    public List<OrderBy> orderBy() {
        return parameters.orderBy();
    }

    /** Rows to leave out at the start. */
    public @Nullable Integer offset() {
        return parameters.offset();
    }

    /** Rows in one page, 1000 unless set. It doesn't bound the harvest. */
    public int limit() {
        return parameters.limit();
    }

    /** Whether found, lost or all backlinks are returned and counted. */
    public @Nullable BacklinksStatus backlinksStatusType() {
        return parameters.links().status();
    }

    /** Whether links to the target's subdomains count. */
    public @Nullable Boolean includeSubdomains() {
        return parameters.links().subdomains();
    }

    /** Whether links through a redirect or a canonical page count. */
    public @Nullable Boolean includeIndirectLinks() {
        return parameters.links().indirectLinks();
    }

    /** Whether links from the target's own subdomains are left out. */
    public @Nullable Boolean excludeInternalBacklinks() {
        return parameters.links().excludesInternal();
    }

    /** The scale of every rank in the answer. */
    public @Nullable RankScale rankScale() {
        return parameters.rankScale();
    }

    /** The caller's own name for the request, which the API sends back. */
    public @Nullable String tag() {
        return parameters.tag();
    }

    /**
     * Always fails. Bean serialisers call it, which would otherwise write an empty object.
     *
     * @deprecated write what it was built from
     * @throws UnsupportedOperationException always
     */
    @Deprecated
    @SuppressWarnings("DoNotCallSuggester") // Nobody does but serialisers, which ask by reflection.
    public Object getBean() {
        throw new UnsupportedOperationException("a query is no bean: write the parameters it was built from");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BacklinksQuery query && parameters.equals(query.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    /** Short, for logs: filters are counted, the tag is left out, a long target is cut. */
    @Override
    public String toString() {
        return parameters.toString();
    }

    /**
     * Sets the parameters of a query. Unless set:
     *
     * <ul>
     *   <li>{@code limit}: 1000, the cheapest page; the only parameter that is sent without being set
     *   <li>{@code mode}: the API's default, {@link Mode#AS_IS}
     *   <li>{@code customMode}, {@code filters}, {@code tag}: none
     *   <li>{@code orderBy}: none; the API sorts by rank and last_seen
     *   <li>{@code offset}: the API's default, 0
     *   <li>{@code backlinksStatusType}: the API's default, {@link BacklinksStatus#LIVE}
     *   <li>{@code includeSubdomains}, {@code includeIndirectLinks}, {@code excludeInternalBacklinks}: the API's default,
     *       true
     *   <li>{@code rankScale}: the API's default, {@link RankScale#ONE_THOUSAND}
     * </ul>
     *
     * Each setter replaces what was set before, refuses null with a {@code NullPointerException} and a value that the
     * vendor's document rules out with an {@code IllegalArgumentException}, both at once. For one thread.
     */
    public static final class Builder {

        private static final int MOST_CONDITIONS = 8;
        private static final int MOST_RULES = 3;
        private static final int MOST_TAG_CHARACTERS = 255;

        private String target;
        private @Nullable Mode mode;
        private @Nullable CustomMode customMode;
        private @Nullable Filter filters;
        private List<OrderBy> orderBy = List.of();
        private @Nullable Integer offset;
        private int limit = MAX_LIMIT;
        private LinkScope links = LinkScope.DEFAULT;
        private @Nullable RankScale rankScale;
        private @Nullable String tag;

        private Builder(String target) {
            this.target = target;
        }

        private Builder(QueryParameters set) {
            this.target = set.target();
            this.mode = set.mode();
            this.customMode = set.customMode();
            this.filters = set.filters();
            this.orderBy = set.orderBy();
            this.offset = set.offset();
            this.limit = set.limit();
            this.links = set.links();
            this.rankScale = set.rankScale();
            this.tag = set.tag();
        }

        /**
         * Another target for the same query.
         *
         * @param target see {@link BacklinksQuery#builder}
         */
        public Builder target(String target) {
            this.target = QueryTarget.check(target);
            return this;
        }

        /** Which backlinks of a group are returned. */
        public Builder mode(Mode mode) {
            this.mode = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /** How many backlinks are returned for each value of a field; the API then ignores {@link #mode}. */
        public Builder customMode(CustomMode customMode) {
            this.customMode = Objects.requireNonNull(customMode, "customMode");
            return this;
        }

        /** Which backlinks are returned; at most 8 conditions, counted at all depths. */
        public Builder filters(Filter filters) {
            Objects.requireNonNull(filters, "filters");
            QueryChecks.between(1, MOST_CONDITIONS, filters.conditionCount(), "conditions in filters");
            this.filters = filters;
            return this;
        }

        /** Sort rules, the first one first; at most 3. Without any the query has none again. */
        public Builder orderBy(OrderBy... orderBy) {
            return orderBy(Arrays.asList(Objects.requireNonNull(orderBy, "orderBy")));
        }

        /** Sort rules, the first one first; at most 3. An empty list means none again. */
        public Builder orderBy(List<OrderBy> orderBy) {
            Objects.requireNonNull(orderBy, "orderBy");
            orderBy.forEach(rule -> Objects.requireNonNull(rule, "rule in orderBy"));
            QueryChecks.between(0, MOST_RULES, orderBy.size(), "rules in orderBy");
            this.orderBy = List.copyOf(orderBy);
            return this;
        }

        /** Rows to leave out at the start, 0 to 20,000. */
        public Builder offset(int offset) {
            this.offset = QueryChecks.between(0, MAX_OFFSET, offset, "offset");
            return this;
        }

        /** Rows in one page, 1 to 1000. Each page is paid for, so fewer rows cost more. It doesn't bound the harvest. */
        public Builder limit(int limit) {
            this.limit = QueryChecks.between(1, MAX_LIMIT, limit, "limit");
            return this;
        }

        /** Whether found, lost or all backlinks are returned and counted. */
        public Builder backlinksStatusType(BacklinksStatus backlinksStatusType) {
            this.links = links.withStatus(Objects.requireNonNull(backlinksStatusType, "backlinksStatusType"));
            return this;
        }

        /** Whether links to the target's subdomains count. */
        public Builder includeSubdomains(boolean includeSubdomains) {
            this.links = links.withSubdomains(includeSubdomains);
            return this;
        }

        /** Whether links through a redirect or a canonical page count. */
        public Builder includeIndirectLinks(boolean includeIndirectLinks) {
            this.links = links.withIndirectLinks(includeIndirectLinks);
            return this;
        }

        /** Whether links from the target's own subdomains are left out. */
        public Builder excludeInternalBacklinks(boolean excludeInternalBacklinks) {
            this.links = links.withoutInternal(excludeInternalBacklinks);
            return this;
        }

        /** The scale of every rank in the answer. */
        public Builder rankScale(RankScale rankScale) {
            this.rankScale = Objects.requireNonNull(rankScale, "rankScale");
            return this;
        }

        /** A name for the request that the API sends back, 1 to 255 characters. */
        public Builder tag(String tag) {
            this.tag = QueryChecks.atMost(MOST_TAG_CHARACTERS, QueryChecks.filled(tag, "tag"), "tag");
            return this;
        }

        /** The query; the builder may be used again. */
        public BacklinksQuery build() {
            return new BacklinksQuery(new QueryParameters(
                    target, mode, customMode, filters, orderBy, offset, limit, links, rankScale, tag));
        }
    }
}
