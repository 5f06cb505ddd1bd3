package io.backflux.cli;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.RankScale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows a target has, and what stands in them. What isn't set isn't sent, so that the API's own default holds. */
final class RowOptions {

    @Option(
            names = "--filter",
            paramLabel = "JSON",
            converter = Converters.ApiFilter.class,
            description =
                    "Which rows, in the API's own form, such as '[[\"rank\",\">\",80],\"and\",[\"dofollow\",\"=\",true]]'.")
    private @Nullable Filter filter;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            converter = Converters.ApiMode.class,
            description = "as_is (the API's default), one_per_domain or one_per_anchor.")
    private @Nullable Mode mode;

    @Option(
            names = "--custom-mode",
            paramLabel = "FIELD,N",
            converter = Converters.ApiCustomMode.class,
            description =
                    "At most N rows, 1 to 1000, for each value of a field, such as domain_from,5; instead of --mode.")
    private @Nullable CustomMode customMode;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = Converters.ApiStatus.class,
            description = "live (the API's default), all or lost.")
    private @Nullable BacklinksStatus status;

    @Option(
            names = "--offset",
            paramLabel = "N",
            description = "Leave out the first N rows, at most 20000. Then there is one request at a time.")
    private @Nullable Integer offset;

    @Option(
            names = "--include-subdomains",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether links to subdomains of the target count (the API's default: true).")
    private @Nullable Boolean includeSubdomains;

    @Option(
            names = "--include-indirect-links",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether links by a redirect or a canonical page count (the API's default: true).")
    private @Nullable Boolean includeIndirectLinks;

    @Option(
            names = "--exclude-internal-backlinks",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether links from the target's own subdomains are left out (the API's default: true).")
    private @Nullable Boolean excludeInternalBacklinks;

    @Option(
            names = "--rank-scale",
            paramLabel = "SCALE",
            converter = Converters.ApiRankScale.class,
            description = "one_thousand (the API's default) or one_hundred.")
    private @Nullable RankScale rankScale;

    @Option(
            names = "--tag",
            paramLabel = "TEXT",
            description = "Your own name for each request, which the API keeps; at most 255 characters.")
    private @Nullable String tag;

    /** @throws IllegalArgumentException if a value isn't what the API takes, or two exclude each other */
    void apply(BacklinksQuery.Builder query) {
        if (mode != null && customMode != null) {
            throw new IllegalArgumentException(
                    "--mode and --custom-mode exclude each other: the API would ignore --mode");
        }
        set(filter, query::filters);
        set(mode, query::mode);
        set(customMode, query::customMode);
        set(status, query::backlinksStatusType);
        set(offset, query::offset);
        set(includeSubdomains, query::includeSubdomains);
        set(includeIndirectLinks, query::includeIndirectLinks);
        set(excludeInternalBacklinks, query::excludeInternalBacklinks);
        set(rankScale, query::rankScale);
        set(tag, query::tag);
    }

    /** Where it is refused, the message begins with the API's name, as the option does behind its dashes. */
    private static <T> void set(@Nullable T value, Consumer<T> parameter) {
        if (value == null) {
            return;
        }
        try {
            parameter.accept(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--" + e.getMessage(), e);
        }
    }
}
