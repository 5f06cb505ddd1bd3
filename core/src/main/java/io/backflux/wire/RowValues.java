package io.backflux.wire;

import static io.backflux.wire.Column.*;

import io.backflux.Backlink;
import io.backflux.Extras;
import io.backflux.RankedKeywordsInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one row while it is read, whatever the order they come in. */
final class RowValues {

    private final @Nullable Object[] values = new Object[Column.COUNT];

    void clear() {
        Arrays.fill(values, null);
    }

    void set(Column column, @Nullable Object value) {
        values[column.index] = value;
    }

    Backlink row(Extras extras) {
        return new Backlink(
                text(TYPE),
                text(DOMAIN_FROM),
                text(URL_FROM),
                flag(URL_FROM_HTTPS),
                text(DOMAIN_TO),
                text(URL_TO),
                flag(URL_TO_HTTPS),
                text(TLD_FROM),
                flag(IS_NEW),
                flag(IS_LOST),
                integer(BACKLINK_SPAM_SCORE),
                integer(RANK),
                integer(PAGE_FROM_RANK),
                integer(DOMAIN_FROM_RANK),
                list(DOMAIN_FROM_PLATFORM_TYPE),
                flag(DOMAIN_FROM_IS_IP),
                text(DOMAIN_FROM_IP),
                text(DOMAIN_FROM_COUNTRY),
                integer(PAGE_FROM_EXTERNAL_LINKS),
                integer(PAGE_FROM_INTERNAL_LINKS),
                integer(PAGE_FROM_SIZE),
                text(PAGE_FROM_ENCODING),
                text(PAGE_FROM_LANGUAGE),
                text(PAGE_FROM_TITLE),
                integer(PAGE_FROM_STATUS_CODE),
                time(FIRST_SEEN),
                time(PREV_SEEN),
                time(LAST_SEEN),
                text(ITEM_TYPE),
                list(ATTRIBUTES),
                flag(DOFOLLOW),
                flag(ORIGINAL),
                text(ALT),
                text(IMAGE_URL),
                text(ANCHOR),
                text(TEXT_PRE),
                text(TEXT_POST),
                text(SEMANTIC_LOCATION),
                number(LINKS_COUNT),
                number(GROUP_COUNT),
                flag(IS_BROKEN),
                integer(URL_TO_STATUS_CODE),
                integer(URL_TO_SPAM_SCORE),
                text(URL_TO_REDIRECT_TARGET),
                (RankedKeywordsInfo) value(RANKED_KEYWORDS_INFO),
                flag(IS_INDIRECT_LINK),
                list(INDIRECT_LINK_PATH),
                extras);
    }

    private @Nullable Object value(Column column) {
        return values[column.index];
    }

    private @Nullable String text(Column column) {
        return (String) value(column);
    }

    private @Nullable Boolean flag(Column column) {
        return (Boolean) value(column);
    }

    private @Nullable Integer integer(Column column) {
        return (Integer) value(column);
    }

    private @Nullable Long number(Column column) {
        return (Long) value(column);
    }

    private @Nullable Instant time(Column column) {
        return (Instant) value(column);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The table pairs each kind with its component.
    private <T> @Nullable List<T> list(Column column) {
        return (List<T>) value(column);
    }
}
