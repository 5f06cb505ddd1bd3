package io.backflux;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
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

    private final String target;
    private final @Nullable Mode mode;
    private final @Nullable CustomMode customMode;
    private final @Nullable Filter filters;
    private final List<OrderBy> orderBy;
    private final @Nullable Integer offset;
    private final int limit;
    private final @Nullable BacklinksStatus backlinksStatusType;
    private final @Nullable Boolean includeSubdomains;
    private final @Nullable Boolean includeIndirectLinks;
    private final @Nullable Boolean excludeInternalBacklinks;
    private final @Nullable RankScale rankScale;
    private final @Nullable String tag;

    private BacklinksQuery(Builder builder) {
        this.target = builder.target;
        this.mode = builder.mode;
        this.customMode = builder.customMode;
        this.filters = builder.filters;
        this.orderBy = builder.orderBy;
        this.offset = builder.offset;
        this.limit = builder.limit;
        this.backlinksStatusType = builder.backlinksStatusType;
        this.includeSubdomains = builder.includeSubdomains;
        this.includeIndirectLinks = builder.includeIndirectLinks;
        this.excludeInternalBacklinks = builder.excludeInternalBacklinks;
        this.rankScale = builder.rankScale;
        this.tag = builder.tag;
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
        return new Builder(this);
    }

    /** Domain, subdomain or page, as it was given. */
    public String target() {
        return target;
    }

    /** Which backlinks of a group are returned. */
    public @Nullable Mode mode() {
        return mode;
    }

    /** How many backlinks are returned for each value of a field; the API then ignores {@link #mode}. */
    public @Nullable CustomMode customMode() {
        return customMode;
    }

    /** Which backlinks are returned. */
    public @Nullable Filter filters() {
        return filters;
    }

    /** Sort rules, the first one first; immutable, empty where none is set. */
    public List<OrderBy> orderBy() {
        return orderBy;
    }

    /** Rows to leave out at the start. */
    public @Nullable Integer offset() {
        return offset;
    }

    /** Rows in one page, 1000 unless set. It doesn't bound the harvest. */
    public int limit() {
        return limit;
    }

    /** Whether found, lost or all backlinks are returned and counted. */
    public @Nullable BacklinksStatus backlinksStatusType() {
        return backlinksStatusType;
    }

    /** Whether links to the target's subdomains count. */
    public @Nullable Boolean includeSubdomains() {
        return includeSubdomains;
    }

    /** Whether links through a redirect or a canonical page count. */
    public @Nullable Boolean includeIndirectLinks() {
        return includeIndirectLinks;
    }

    /** Whether links from the target's own subdomains are left out. */
    public @Nullable Boolean excludeInternalBacklinks() {
        return excludeInternalBacklinks;
    }

    /** The scale of every rank in the answer. */
    public @Nullable RankScale rankScale() {
        return rankScale;
    }

    /** The caller's own name for the request, which the API sends back. */
    public @Nullable String tag() {
        return tag;
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

    private List<@Nullable Object> values() {
        return Arrays.asList(
                target,
                mode,
                customMode,
                filters,
                orderBy,
                offset,
                limit,
                backlinksStatusType,
                includeSubdomains,
                includeIndirectLinks,
                excludeInternalBacklinks,
                rankScale,
                tag);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BacklinksQuery query && values().equals(query.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    /** Short, for logs: filters are counted, the tag is left out, a long target is cut. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "BacklinksQuery[", "]");
        text.add("target=" + QueryChecks.cut(target));
        if (mode != null) {
            text.add("mode=" + mode.apiName());
        }
        if (customMode != null) {
            text.add("customMode=" + customMode.field() + ':' + customMode.value());
        }
        if (filters != null) {
            text.add("conditions=" + filters.conditionCount());
        }
        orderBy.forEach(rule -> text.add("orderBy=" + QueryChecks.cut(rule.apiForm())));
        return text.add("limit=" + limit).toString();
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
        private @Nullable BacklinksStatus backlinksStatusType;
        private @Nullable Boolean includeSubdomains;
        private @Nullable Boolean includeIndirectLinks;
        private @Nullable Boolean excludeInternalBacklinks;
        private @Nullable RankScale rankScale;
        private @Nullable String tag;

        private Builder(String target) {
            this.target = target;
        }

        private Builder(BacklinksQuery query) {
            this.target = query.target;
            this.mode = query.mode;
            this.customMode = query.customMode;
            this.filters = query.filters;
            this.orderBy = query.orderBy;
            this.offset = query.offset;
            this.limit = query.limit;
            this.backlinksStatusType = query.backlinksStatusType;
            this.includeSubdomains = query.includeSubdomains;
            this.includeIndirectLinks = query.includeIndirectLinks;
            this.excludeInternalBacklinks = query.excludeInternalBacklinks;
            this.rankScale = query.rankScale;
            this.tag = query.tag;
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
            this.backlinksStatusType = Objects.requireNonNull(backlinksStatusType, "backlinksStatusType");
            return this;
        }

        /** Whether links to the target's subdomains count. */
        public Builder includeSubdomains(boolean includeSubdomains) {
            this.includeSubdomains = includeSubdomains;
            return this;
        }

        /** Whether links through a redirect or a canonical page count. */
        public Builder includeIndirectLinks(boolean includeIndirectLinks) {
            this.includeIndirectLinks = includeIndirectLinks;
            return this;
        }

        /** Whether links from the target's own subdomains are left out. */
        public Builder excludeInternalBacklinks(boolean excludeInternalBacklinks) {
            this.excludeInternalBacklinks = excludeInternalBacklinks;
            return this;
        }

        /** The scale of every rank in the answer. */
        public Builder rankScale(RankScale rankScale) {
            this.rankScale = Objects.requireNonNull(rankScale, "rankScale");
            return this;
        }

        /** A name for the request that the API sends back, 1 to 255 characters. */
        public Builder tag(String tag) {
            QueryChecks.text(tag, "tag");
            if (tag.isEmpty()) {
                throw new IllegalArgumentException("tag must not be empty, was \"\"");
            }
            this.tag = QueryChecks.atMost(MOST_TAG_CHARACTERS, tag, "tag");
            return this;
        }

        /** The query; the builder may be used again. */
        public BacklinksQuery build() {
            return new BacklinksQuery(this);
        }
    }
}
