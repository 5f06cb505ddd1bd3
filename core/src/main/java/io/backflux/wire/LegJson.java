package io.backflux.wire;

import io.backflux.BacklinksQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One leg of a parallel harvest as JSON: what it asks for, how far it has come, and the rows at its edges. */
final class LegJson {

    private LegJson() {}

    /** In the order that releases before this one have written. */
    static void write(FieldWriter json, LegContent leg) {
        json.object(() -> {
            json.number("parent", leg.parent() + 1); // From 1 on, as 0 says that there is none.
            write(json, leg.asked());
            leg.page().writePlace(json);
            write(json, leg.totals());
            write(json, leg.rows());
            leg.page().writeEmitted(json);
            write(json, leg.again());
            write(json, leg.ends());
            write(json, leg.pages());
            json.flag("unsure", leg.rows().unsure());
            json.flag("ended", leg.ended());
        });
    }

    private static void write(FieldWriter json, LegContent.Asked asked) {
        json.flag("single", asked.single());
        json.flag("again", asked.again());
        json.flag("descending", asked.descending());
        json.number("offset", asked.offset());
        json.number("limit", asked.limit());
        json.time("from", asked.from());
        json.time("to", asked.to());
        json.time("stop", asked.stop());
    }

    private static void write(FieldWriter json, LegContent.Totals totals) {
        json.number("received", totals.received());
        json.number("before", totals.before());
        json.number("outside", totals.outside());
        if (totals.later() > 0) {
            json.number("later", totals.later());
        }
        json.number("repeated", totals.repeated());
        json.number("total", totals.first());
        json.number("totalNow", totals.now());
    }

    private static void write(FieldWriter json, LegContent.Rows rows) {
        json.time("first", rows.first());
        json.time("newest", rows.newest());
        json.hashes("firstRows", rows.firstRows());
        json.hashes("newestRows", rows.newestRows());
        json.hashes("rowsWithoutTime", rows.withoutTime());
    }

    private static void write(FieldWriter json, LegContent.Again again) {
        json.hashes("expected", again.expected());
        json.hashes("left", again.left());
        json.flag("restarted", again.isRestarted());
        json.time("began", again.began());
    }

    private static void write(FieldWriter json, LegContent.Ends ends) {
        json.hash("firstRow", ends.firstRow());
        json.hash("lastRow", ends.lastRow());
        json.flag("last", ends.last());
    }

    private static void write(FieldWriter json, LegContent.@Nullable Pages pages) {
        if (pages != null) {
            json.number("blockBefore", pages.before());
        }
        LegContent.Through through = pages == null ? null : pages.through();
        if (through != null) {
            json.number("throughBefore", through.before());
            json.time("throughFrom", through.from());
            json.time("throughTo", through.to());
            json.number("throughOffset", through.offset());
            json.number("throughLimit", through.limit());
            json.number("throughTotal", through.total());
            json.flag("moved", through.moved());
        }
    }

    /**
     * One leg.
     *
     * @param place where in the list it stands; a parent comes before it
     */
    static LegContent read(FieldReader json, int place) {
        LegContent leg = new LegContent(
                (int) json.number("parent", 0, place) - 1,
                asked(json),
                PageContent.read(json),
                totals(json),
                rows(json),
                again(json),
                new LegContent.Ends(json.hash("firstRow"), json.hash("lastRow"), json.isSet("last")),
                pages(json),
                json.isSet("ended"));
        return checked(leg);
    }

    private static LegContent.Asked asked(FieldReader json) {
        return new LegContent.Asked(
                json.isSet("single"),
                json.isSet("again"),
                json.isSet("descending"),
                (int) json.number("offset", 0, BacklinksQuery.MAX_OFFSET),
                (int) json.number("limit", 1, BacklinksQuery.MAX_LIMIT),
                json.optionalTime("from"),
                json.optionalTime("to"),
                json.time("stop"));
    }

    private static LegContent.Totals totals(FieldReader json) {
        return new LegContent.Totals(
                json.number("received", 0, Long.MAX_VALUE),
                json.number("before", 0, Long.MAX_VALUE),
                json.number("outside", 0, Long.MAX_VALUE),
                json.isSet("later") ? json.number("later", 0, Long.MAX_VALUE) : 0,
                json.number("repeated", 0, Long.MAX_VALUE),
                json.optionalNumber("total"),
                json.optionalNumber("totalNow"));
    }

    private static LegContent.Rows rows(FieldReader json) {
        return new LegContent.Rows(
                json.optionalTime("first"),
                json.optionalTime("newest"),
                json.hashes("firstRows"),
                json.hashes("newestRows"),
                json.hashes("rowsWithoutTime"),
                json.isSet("unsure"));
    }

    private static LegContent.Again again(FieldReader json) {
        return new LegContent.Again(
                json.hashes("expected"), json.hashes("left"), json.isSet("restarted"), json.optionalTime("began"));
    }

    private static LegContent.@Nullable Pages pages(FieldReader json) {
        if (!json.isSet("blockBefore")) {
            return null;
        }
        LegContent.Through through = json.isSet("throughBefore")
                ? new LegContent.Through(
                        json.number("throughBefore", 0, Long.MAX_VALUE),
                        json.optionalTime("throughFrom"),
                        json.optionalTime("throughTo"),
                        (int) json.number("throughOffset", 0, BacklinksQuery.MAX_OFFSET),
                        (int) json.number("throughLimit", 1, BacklinksQuery.MAX_LIMIT),
                        json.optionalNumber("throughTotal"),
                        json.isSet("moved"))
                : null;
        return new LegContent.Pages(json.number("blockBefore", 0, Long.MAX_VALUE), through);
    }

    private static LegContent checked(LegContent leg) {
        Instant from = leg.asked().from();
        Instant to = leg.asked().to();
        Instant stop = leg.asked().stop();
        if ((from != null && stop.isBefore(from)) || (to != null && stop.isAfter(to))) {
            throw UnreadableCheckpoint.because("a leg ends before it begins");
        }
        if (leg.receivedBeforePage() < 0) {
            throw UnreadableCheckpoint.because("handedOn has more rows than received");
        }
        if (!leg.ended() && leg.page().number() > 1 && leg.page().token() == null) {
            throw UnreadableCheckpoint.because("token is missing");
        }
        return leg;
    }
}
