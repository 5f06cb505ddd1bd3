package io.backflux.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the 47 fields of a row in the order of the vendor's document. */
final class RowWriter {
    private final JsonWriter json;

    RowWriter(JsonWriter json) {
        this.json = json;
    }

    void write(Row row, int groupCount) {
        json.beginObject();
        ends(row);
        ranks(row);
        domain(row);
        page(row);
        times(row);
        link(row);
        texts(row);
        counts(row, groupCount);
        keywords(row);
        path(row);
        json.endObject();
    }

    private void ends(Row row) {
        Origin origin = row.origin();
        Destination destination = row.destination();
        json.name(Names.TYPE).text("backlink");
        json.name(Names.DOMAIN_FROM).text((Text) origin::domain);
        json.name(Names.URL_FROM).text((Text) origin::url);
        json.name(Names.URL_FROM_HTTPS).value(origin.https());
        json.name(Names.DOMAIN_TO).text((Text) destination::domain);
        json.name(Names.URL_TO).text((Text) destination::url);
        json.name(Names.URL_TO_HTTPS).value(destination.https());
        json.name(Names.TLD_FROM).text(origin.tld());
        json.name(Names.IS_NEW).value(row.isNew());
        json.name(Names.IS_LOST).value(row.isLost());
    }

    private void ranks(Row row) {
        json.name(Names.BACKLINK_SPAM_SCORE).value(row.spamScore());
        json.name(Names.RANK).value(row.rank());
        json.name(Names.PAGE_FROM_RANK).value(row.pageRank());
        json.name(Names.DOMAIN_FROM_RANK).value(row.domainRank());
    }

    private void domain(Row row) {
        Origin origin = row.origin();
        list(Names.DOMAIN_FROM_PLATFORM_TYPE, row.platforms());
        json.name(Names.DOMAIN_FROM_IS_IP).value(origin.isIp());
        json.name(Names.DOMAIN_FROM_IP).text((Text) origin::ip);
        json.name(Names.DOMAIN_FROM_COUNTRY).text(row.country());
    }

    private void page(Row row) {
        json.name(Names.PAGE_FROM_EXTERNAL_LINKS).value(row.externalLinks());
        json.name(Names.PAGE_FROM_INTERNAL_LINKS).value(row.internalLinks());
        json.name(Names.PAGE_FROM_SIZE).value(row.pageSize());
        json.name(Names.PAGE_FROM_ENCODING).text(row.encoding());
        json.name(Names.PAGE_FROM_LANGUAGE).text(row.language());
        json.name(Names.PAGE_FROM_TITLE).text(row.title());
        json.name(Names.PAGE_FROM_STATUS_CODE).value(row.pageStatus());
    }

    private void times(Row row) {
        json.name(Names.FIRST_SEEN).time(row.firstSeen());
        json.name(Names.PREV_SEEN);
        if (row.isNew()) {
            json.nullValue();
        } else {
            json.time(row.prevSeen());
        }
        json.name(Names.LAST_SEEN).time(row.lastSeen());
    }

    private void link(Row row) {
        json.name(Names.ITEM_TYPE).text(row.itemType());
        list(Names.ATTRIBUTES, row.attributes());
        json.name(Names.DOFOLLOW).value(row.dofollow());
        json.name(Names.ORIGINAL).value(row.original());
    }

    private void texts(Row row) {
        json.name(Names.ALT).text(row.alt());
        json.name(Names.IMAGE_URL).text(row.imageUrl());
        json.name(Names.ANCHOR).text(row.anchor());
        json.name(Names.TEXT_PRE).text(row.textPre());
        json.name(Names.TEXT_POST).text(row.textPost());
        json.name(Names.SEMANTIC_LOCATION).text(row.place());
    }

    private void counts(Row row, int groupCount) {
        Destination destination = row.destination();
        json.name(Names.LINKS_COUNT).value(row.linksCount());
        json.name(Names.GROUP_COUNT).value((long) groupCount);
        json.name(Names.IS_BROKEN).value(destination.isBroken());
        number(Names.URL_TO_STATUS_CODE, destination.status());
        number(Names.URL_TO_SPAM_SCORE, destination.spamScore());
        json.name(Names.URL_TO_REDIRECT_TARGET).text(destination.redirectTarget());
    }

    private void keywords(Row row) {
        json.name(Names.RANKED_KEYWORDS_INFO).beginObject();
        number(Names.KEYWORDS_TOP_3, row.keywords(3));
        number(Names.KEYWORDS_TOP_10, row.keywords(10));
        number(Names.KEYWORDS_TOP_100, row.keywords(100));
        json.endObject();
    }

    private void path(Row row) {
        int hops = row.hops();
        json.name(Names.IS_INDIRECT_LINK).value(hops > 0);
        json.name(Names.INDIRECT_LINK_PATH);
        if (hops == 0) {
            json.nullValue();
            return;
        }
        json.beginArray();
        for (int hop = 0; hop < hops; hop++) {
            json.beginObject();
            json.name(Names.TYPE).text(row.hopType(hop));
            json.name(Names.STATUS_CODE).value(row.hopStatus(hop));
            json.name(Names.URL).text(row.hopUrl(hop));
            json.endObject();
        }
        json.endArray();
    }

    private void number(JsonName name, long value) {
        json.name(name);
        if (value == Field.NONE) {
            json.nullValue();
        } else {
            json.value(value);
        }
    }

    private void list(JsonName name, @Nullable List<String> values) {
        json.name(name);
        if (values == null) {
            json.nullValue();
            return;
        }
        json.beginArray();
        values.forEach(json::text);
        json.endArray();
    }
}
