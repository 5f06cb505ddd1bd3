package io.backflux.wire;

import io.backflux.BacklinksQuery;
import java.time.Instant;

/** One leg of a parallel harvest as JSON: what it asks for, how far it has come, and the rows at its edges. */
final class LegJson {

    private LegJson() {}

    static void write(FieldWriter json, LegContent leg) {
        json.object(() -> {
            bounds(json, leg);
            progress(json, leg);
            rows(json, leg);
        });
    }

    private static void bounds(FieldWriter json, LegContent leg) {
        json.number("parent", leg.parent() + 1); // From 1 on, as 0 says that there is none.
        json.flag("single", leg.single());
        json.flag("again", leg.again());
        json.flag("descending", leg.descending());
        json.number("offset", leg.offset());
        json.number("limit", leg.limit());
        json.time("from", leg.from());
        json.time("to", leg.to());
        json.time("stop", leg.stop());
    }

    private static void progress(FieldWriter json, LegContent leg) {
        json.number("page", leg.page());
        SearchAfterToken token = leg.token();
        json.text("token", token == null ? null : token.reveal());
        json.number("served", leg.served());
        json.number("received", leg.received());
        json.number("before", leg.before());
        json.number("outside", leg.outside());
        json.number("repeated", leg.repeated());
        json.number("total", leg.total());
        json.number("totalNow", leg.totalNow());
        json.time("first", leg.first());
        json.time("newest", leg.newest());
    }

    private static void rows(FieldWriter json, LegContent leg) {
        json.hashes("firstRows", leg.firstRows());
        json.hashes("newestRows", leg.newestRows());
        json.hashes("rowsWithoutTime", leg.rowsWithoutTime());
        json.hashes("handedOn", leg.handedOn());
        json.hashes("expected", leg.expected());
        json.hash("firstRow", leg.firstRow());
        json.hash("lastRow", leg.lastRow());
        json.flag("last", leg.last());
        json.flag("unsure", leg.unsure());
        json.flag("ended", leg.ended());
    }

    /**
     * One leg.
     *
     * @param place where in the list it stands; a parent comes before it
     */
    static LegContent read(FieldReader json, int place) {
        LegContent leg = new LegContent(
                (int) json.number("parent", 0, place) - 1,
                json.isSet("single"),
                json.isSet("again"),
                json.isSet("descending"),
                (int) json.number("offset", 0, BacklinksQuery.MAX_OFFSET),
                (int) json.number("limit", 1, BacklinksQuery.MAX_LIMIT),
                json.optionalTime("from"),
                json.optionalTime("to"),
                json.time("stop"),
                (int) json.number("page", 1, Integer.MAX_VALUE),
                SearchAfterToken.of(json.optionalText("token")),
                json.number("served", 0, Long.MAX_VALUE),
                json.number("received", 0, Long.MAX_VALUE),
                json.number("before", 0, Long.MAX_VALUE),
                json.number("outside", 0, Long.MAX_VALUE),
                json.number("repeated", 0, Long.MAX_VALUE),
                json.optionalNumber("total"),
                json.optionalNumber("totalNow"),
                json.optionalTime("first"),
                json.optionalTime("newest"),
                json.hashes("firstRows"),
                json.hashes("newestRows"),
                json.hashes("rowsWithoutTime"),
                json.hashes("handedOn"),
                json.hashes("expected"),
                json.hash("firstRow"),
                json.hash("lastRow"),
                json.isSet("last"),
                json.isSet("unsure"),
                json.isSet("ended"));
        return checked(leg);
    }

    private static LegContent checked(LegContent leg) {
        Instant from = leg.from();
        Instant to = leg.to();
        if ((from != null && leg.stop().isBefore(from))
                || (to != null && leg.stop().isAfter(to))) {
            throw UnreadableCheckpoint.because("a leg ends before it begins");
        }
        if (leg.received() < leg.handedOn().size()) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (!leg.ended() && leg.page() > 1 && leg.token() == null) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return leg;
    }
}
