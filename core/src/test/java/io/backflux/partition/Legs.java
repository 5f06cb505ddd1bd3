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

    /** Another answer's rows; returns those that are to be emitted. */
    static String read(Leg leg, String rows) {
        leg.beginAttempt();
        String emitted = words(rows)
                .filter(word -> leg.accept(row(word)))
                .map(word -> word.split("@", -1)[0])
                .collect(Collectors.joining(" "));
        return emitted.isEmpty() ? "-" : emitted;
    }

    /** The answer whose rows were read is whole; returns what follows. */
    static String end(Leg leg, int rows, @Nullable Long total, @Nullable String token) {
        PageEnvelope answer = new PageEnvelope(
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
                true,
                SearchAfterToken.of(token),
                0);
        Chain.Step step = leg.endOfPage(answer, rows, null);
        if (step instanceof Chain.Broken) {
            return "broken";
        }
        SearchAfterToken next = leg.token();
        return leg.isEnded() || next == null ? "end" : "page " + leg.chain().page();
    }

    /** Reads a page to its end; returns what follows. */
    static String page(Leg leg, String rows, long total, @Nullable String token) {
        read(leg, rows);
        return end(leg, (int) words(rows).count(), total, token);
    }

    /** The leg as a checkpoint brings it back. */
    static Leg resumed(Leg leg, boolean wholePages) {
        return LegCodec.read(PLAN, content(leg, wholePages), null);
    }

    static LegContent content(Leg leg, boolean wholePages) {
        return LegCodec.write(leg, -1, wholePages);
    }

    static RangeLeg range() {
        return RangeLeg.of(PLAN, Span.ALL, LIMIT);
    }

    static PageLeg page(int offset) {
        return PageLeg.of(PLAN, Span.ALL, false, offset, LIMIT);
    }

    /** A page that goes backwards. */
    static PageLeg backwards(int offset) {
        return PageLeg.of(PLAN, new Span(Span.OPEN, BOUND), true, offset, LIMIT);
    }

    static RowBag bag(String rows) {
        Leg leg = range();
        read(leg, rows);
        return RowBag.of(leg.page().hashes());
    }

    /** Pages that have been read to their end, each of so many rows in all. */
    static List<Leg> read(List<PageLeg> pages, long total, String... rows) {
        for (int i = 0; i < pages.size(); i++) {
            page(pages.get(i), rows[i], total, null);
        }
        return List.copyOf(pages);
    }
}
