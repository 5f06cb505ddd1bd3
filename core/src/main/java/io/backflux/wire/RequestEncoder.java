package io.backflux.wire;

import io.backflux.BacklinksQuery;
import io.backflux.BacklinksStatus;
import io.backflux.CustomMode;
import io.backflux.Filter;
import io.backflux.Mode;
import io.backflux.OrderBy;
import io.backflux.RankScale;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a request's body. The API refuses parameters that it doesn't know and wants each page's request equal to the one
 * before, so only what was set is written, always in the order of the vendor's document.
 */
public final class RequestEncoder {

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator json;

    private RequestEncoder(JsonGenerator json) {
        this.json = json;
    }

    /**
     * A JSON array with one task, in UTF-8.
     *
     * @param limit rows in the page, 1 to 1000; it stands in for the query's own
     * @param searchAfterToken the previous page's; null for the first page
     */
    public static byte[] encode(BacklinksQuery query, int limit, @Nullable SearchAfterToken searchAfterToken) {
        Objects.requireNonNull(query, "query");
        if (limit < 1 || limit > BacklinksQuery.MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "limit must be between 1 and " + BacklinksQuery.MAX_LIMIT + ", was " + limit);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartArray();
            json.writeStartObject();
            new RequestEncoder(json).task(query, limit, searchAfterToken);
            json.writeEndObject();
            json.writeEndArray();
        }
        return bytes.toByteArray();
    }

    private void task(BacklinksQuery query, int limit, @Nullable SearchAfterToken searchAfterToken) {
        Mode mode = query.mode();
        BacklinksStatus status = query.backlinksStatusType();
        RankScale scale = query.rankScale();
        text("target", query.target());
        text("mode", mode == null ? null : mode.apiName());
        customMode(query.customMode());
        filters(query.filters());
        orderBy(query.orderBy());
        number("offset", query.offset());
        text("search_after_token", searchAfterToken == null ? null : searchAfterToken.reveal());
        number("limit", limit);
        text("backlinks_status_type", status == null ? null : status.apiName());
        flag("include_subdomains", query.includeSubdomains());
        flag("include_indirect_links", query.includeIndirectLinks());
        flag("exclude_internal_backlinks", query.excludeInternalBacklinks());
        text("rank_scale", scale == null ? null : scale.apiName());
        text("tag", query.tag());
    }

    private void customMode(@Nullable CustomMode customMode) {
        if (customMode != null) {
            json.writeObjectPropertyStart("custom_mode");
            text("field", customMode.field());
            number("value", customMode.value());
            json.writeEndObject();
        }
    }

    private void filters(@Nullable Filter filters) {
        if (filters != null) {
            json.writeName("filters");
            json.writeRawValue(filters.toJson());
        }
    }

    private void orderBy(List<OrderBy> rules) {
        if (!rules.isEmpty()) {
            json.writeArrayPropertyStart("order_by");
            rules.forEach(rule -> json.writeString(rule.apiForm()));
            json.writeEndArray();
        }
    }

    private void text(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private void number(String name, @Nullable Integer value) {
        if (value != null) {
            json.writeNumberProperty(name, value.intValue());
        }
    }

    private void flag(String name, @Nullable Boolean value) {
        if (value != null) {
            json.writeBooleanProperty(name, value);
        }
    }
}
