package io.backflux.partition;

import io.backflux.Backlink;
import io.backflux.BacklinksQuery;
import io.backflux.paging.Chain;
import io.backflux.paging.Plan;
import io.backflux.wire.LegContent;
import io.backflux.wire.PageEnvelope;
import io.backflux.wire.SearchAfterToken;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Legs and what they see, in short words: {@code a@10} is a row named {@code a} of second 10, {@code a@-} one without a time,
 * and {@code -} is nothing. A harvest begins in second 100, and asks for three rows a page.
 */
final class Legs {

    static final int LIMIT = 3;
    static final long BOUND = 100;
    static final Plan PLAN = Plan.of(
            BacklinksQuery.builder("site.example").limit(LIMIT).build(), Instant.ofEpochSecond(BOUND), Plan.ALL);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").withZone(ZoneOffset.UTC);

    private Legs() {}

    static Stream<String> words(String list) {
        return Stream.of(list.split(" ", -1)).filter(word -> !word.equals("-"));
    }

    static Backlink row(String word) {
        String[] parts = word.split("@", -1);
        String time = parts[1].equals("-")
                ? "null"
                : "\"" + TIME.format(Instant.ofEpochSecond(Long.parseLong(parts[1]))) + "\"";
        return Backlink.fromJson("{\"url_from\":\"" + parts[0] + "\",\"url_to\":\"to\",\"item_type\":\"anchor\","
                + "\"anchor\":\"a\",\"first_seen\":" + time + "}");
    }

    /** Reads another answer's rows into its page; returns those that are to be emitted. */
    static String read(Leg leg, String rows) {
        return read(leg, rows, List.of());
    }

    /**
     * The same beside other pages.
     *
     * @param pages all pages at offsets
     */
    static String read(Leg leg, String rows, List<PageLeg> pages) {
        leg.at().page().beginAttempt();
        String emitted = words(rows)
                .filter(word -> leg.accept(row(word), pages))
                .map(word -> word.split("@", -1)[0])
                .collect(Collectors.joining(" "));
        return emitted.isEmpty() ? "-" : emitted;
    }

    /** After the answer whose rows were read, which is whole. */
    static Leg.After end(Leg leg, int rows, @Nullable Long total, @Nullable String token) {
        return leg.after(answer(rows, total, token), rows, null);
    }

    static PageEnvelope answer(int rows, @Nullable Long total, @Nullable String token) {
        return new PageEnvelope(
                20_000,
                "Ok.",
                BigDecimal.ZERO,
                1,
                "t-1",
                20_000,
                "Ok.",
                null,
                null,
                total,
                (long) rows,
                SearchAfterToken.of(token),
                0);
    }

    /** What is requested next. */
    static String next(Leg.After after) {
        if (after.broken() != null) {
            return "broken";
        }
        Chain chain = after.leg().at().chain();
        return after.leg().isEnded() || chain.token() == null ? "end" : "page " + chain.page();
    }

    /** After a page of these rows, which is whole. */
    static Leg page(Leg leg, String rows, long total, @Nullable String token) {
        read(leg, rows);
        return end(leg, (int) words(rows).count(), total, token).leg();
    }

    /** The same of a range. */
    static RangeLeg range(String rows, long total, @Nullable String token) {
        return (RangeLeg) page(range(), rows, total, token);
    }

    /** As a part of a harvest, cut off from another leg. */
    static <T extends Leg> T part(Leg leg, int id, Class<T> role) {
        return role.cast(leg.with(leg.at().numbered(id)));
    }

    /** The leg as a checkpoint brings it back. */
    static Leg resumed(Leg leg, boolean wholePages) {
        return LegCodec.read(PLAN, content(leg, wholePages));
    }

    static LegContent content(Leg leg, boolean wholePages) {
        return LegCodec.write(leg, -1, wholePages);
    }

    static RangeLeg range() {
        return RangeLeg.of(PLAN, Span.ALL, LIMIT);
    }

    static PageLeg page(int offset) {
        return PageLeg.of(PLAN, Blocks.FIRST, offset, LIMIT);
    }

    /** A page that goes backwards. */
    static PageLeg backwards(int offset) {
        return PageLeg.of(PLAN, Blocks.fromEnd(BOUND), offset, LIMIT);
    }

    static RowBag bag(String rows) {
        Leg leg = range();
        read(leg, rows);
        return RowBag.of(leg.at().page().hashes());
    }

    /** Pages that have been read to their end, each of so many rows in all. */
    static List<Leg> read(List<PageLeg> pages, long total, String... rows) {
        List<Leg> read = new ArrayList<>();
        for (PageLeg page : pages) {
            read.add(page(part(page, read.size(), PageLeg.class), rows[read.size()], total, null));
        }
        return List.copyOf(read);
    }
}
