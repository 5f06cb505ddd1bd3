package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.Plan;
import io.backflux.partition.LegState.Phase;
import io.backflux.partition.PageLeg.Block;
import io.backflux.partition.PageLeg.Last;
import io.backflux.partition.SecondsLeg.Track;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.CheckpointContent.ChainPlace;
import io.backflux.wire.LastKey;
import io.backflux.wire.LegContent;
import io.backflux.wire.LegContent.Again;
import io.backflux.wire.LegContent.Asked;
import io.backflux.wire.LegContent.Ends;
import io.backflux.wire.LegContent.Rows;
import io.backflux.wire.LegContent.Totals;
import io.backflux.wire.PageContent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a checkpoint keeps of a leg, and the leg that it becomes again. */
final class LegCodec {

    private LegCodec() {}

    /** As it was when the checkpoint was made. */
    static Leg read(Plan plan, LegContent content) {
        LegState at = at(plan, content);
        Asked asked = content.asked();
        if (asked.single()) {
            return pages(at, asked.descending(), content.pages());
        }
        if (asked.again()) {
            return asked.descending()
                    ? new WithoutTimeLeg(at, List.of())
                    : new SecondLookLeg(at, track(content), began(content, at), List.of());
        }
        boolean inFirstPage = content.page().number() == 1 && content.totals().before() == 0 && !content.ended();
        return new RangeLeg(at, track(content), inFirstPage ? RowMemory.EMPTY : RowMemory.NONE);
    }

    private static PageLeg pages(LegState at, boolean descending, LegContent.@Nullable Pages kept) {
        LegContent.Through through = kept == null ? null : kept.through();
        Last last = through == null
                ? null
                : new Last(
                        new Block(descending, span(through.from(), through.to()), through.before()),
                        through.offset(),
                        through.limit(),
                        through.total(),
                        through.moved());
        return new PageLeg(at, new Block(descending, at.asked(), kept == null ? 0 : kept.before()), last, null);
    }

    private static Span span(@Nullable Instant from, @Nullable Instant to) {
        return new Span(
                from == null ? Span.OPEN : from.getEpochSecond(), to == null ? Span.ENDLESS : to.getEpochSecond());
    }

    private static long began(LegContent content, LegState at) {
        Again again = content.again();
        return again.isRestarted()
                ? span(again.began(), null).from()
                : at.asked().from();
    }

    private static Track track(LegContent content) {
        return Track.expecting(RowBag.of(content.again().expected()));
    }

    private static LegState at(Plan plan, LegContent content) {
        Asked asked = content.asked();
        Span span = span(asked.from(), asked.to());
        Ends ends = content.ends();
        return new LegState(
                0,
                content.parent(),
                span,
                asked.stop().getEpochSecond(),
                chain(plan, span, content),
                content.ended() ? Phase.ENDED : Phase.WAITING,
                true,
                LegTotals.of(content),
                new PageEnds(ends.firstRow(), ends.lastRow(), ends.last()),
                new PageIntake(
                        new PageIntake.Start(
                                Emitted.of(content), RowBag.of(content.again().left()), null),
                        PageRows.of(content.page().emitted())));
    }

    private static Chain chain(Plan plan, Span span, LegContent content) {
        Asked asked = content.asked();
        PageContent page = content.page();
        Chain first = LegState.chain(plan, span, asked.descending(), asked.offset(), asked.limit());
        return new Chain(
                first.plan(),
                null,
                first.query(),
                asked.limit(),
                page.number(),
                content.receivedBeforePage(),
                page.served(),
                page.number() == 1 ? null : content.totals().first(),
                page.token(),
                page.token());
    }

    /** The chain of a harvest that was not parallel until now. */
    static RangeLeg readChain(Plan plan, CheckpointContent content) {
        Chain chain = Chain.resume(LegState.whole(plan), content);
        ChainPlace place = content.chain();
        LastKey last = place.last();
        boolean inFirstPage = chain.page() == 1 && !content.isEnded();
        Emitted emitted = Emitted.ofChain(content, inFirstPage);
        PastKey past = last != null && chain.isByKey() ? new PastKey(last) : null;
        LegState at = new LegState(
                0,
                LegState.NONE,
                Span.ALL,
                LegState.bound(plan),
                chain,
                content.isEnded() ? Phase.ENDED : Phase.WAITING,
                true,
                LegTotals.of(place.total(), content.receivedBeforePage()),
                PageEnds.UNKNOWN,
                new PageIntake(
                        new PageIntake.Start(emitted, new RowBag(), past),
                        PageRows.of(place.page().emitted())));
        RowMemory memory = inFirstPage ? RowMemory.EMPTY : RowMemory.NONE;
        return new RangeLeg(at, new Track(0, new RowBag(), last), memory);
    }

    /**
     * Where a leg stands.
     *
     * @param parentPlace its parent's place among the legs
     * @param wholePages whether the rows of its page at hand have got to nobody yet
     */
    static LegContent write(Leg leg, int parentPlace, boolean wholePages) {
        boolean ended = leg.isEnded();
        boolean atStart = isAtStart(leg, wholePages);
        PageContent page = page(leg, atStart);
        Emitted emitted =
                atStart ? leg.at().page().start().emitted() : leg.at().page().emitted();
        return new LegContent(
                parentPlace,
                asked(leg),
                page,
                totals(leg, page, emitted),
                rows(leg, page, emitted, atStart),
                again(leg),
                new Ends(
                        leg.at().ends().firstRow(),
                        leg.at().ends().lastRow(),
                        leg.at().ends().last()),
                leg instanceof PageLeg pages ? pages(pages) : null,
                ended);
    }

    private static Again again(Leg leg) {
        boolean isRestarted = leg instanceof SecondLookLeg look
                && look.began() != look.at().asked().from();
        Long began = leg instanceof SecondLookLeg look && isRestarted && look.began() != Span.OPEN
                ? (Long) look.began()
                : null;
        return leg.isEnded()
                ? new Again(List.of(), List.of(), isRestarted, time(began))
                : new Again(list(leg.expected()), list(leg.at().page().start().left()), isRestarted, time(began));
    }

    /** Whether its page at hand counts for nothing; a page cut by the maximum has ended, and what was wanted was emitted. */
    private static boolean isAtStart(Leg leg, boolean wholePages) {
        boolean cutByMaximum = !leg.at().isInFlight() && leg.at().page().rows().isCut();
        return wholePages && !leg.isEnded() && !cutByMaximum;
    }

    private static Asked asked(Leg leg) {
        return new Asked(
                leg instanceof PageLeg,
                leg.looksAgain(),
                leg.isDescending(),
                leg.at().offset(),
                leg.at().limit(),
                time(leg.at().asked().isOpen() ? null : (Long) leg.at().asked().from()),
                time(
                        leg.at().asked().isEndless()
                                ? null
                                : (Long) leg.at().asked().to()),
                Instant.ofEpochSecond(leg.at().stop()));
    }

    private static LegContent.@Nullable Pages pages(PageLeg leg) {
        Last last = leg.through();
        if (last == null) {
            return leg.block().before() == 0
                    ? null
                    : new LegContent.Pages(leg.block().before(), null);
        }
        Span asked = last.block().asked();
        return new LegContent.Pages(
                leg.block().before(),
                new LegContent.Through(
                        last.block().before(),
                        from(asked),
                        to(asked),
                        last.offset(),
                        last.limit(),
                        last.total(),
                        last.hasMoved()));
    }

    private static @Nullable Instant from(Span asked) {
        return time(asked.isOpen() ? null : (Long) asked.from());
    }

    private static @Nullable Instant to(Span asked) {
        return time(asked.isEndless() ? null : (Long) asked.to());
    }

    private static PageContent page(Leg leg, boolean atStart) {
        PageRows rows = leg.at().page().rows();
        List<Long> emitted = atStart ? rows.hashesBefore() : rows.hashes();
        return new PageContent(
                leg.at().chain().page(),
                leg.isEnded() ? null : leg.at().chain().token(),
                leg.at().chain().served(),
                leg.isEnded() ? List.of() : emitted);
    }

    private static Totals totals(Leg leg, PageContent page, Emitted emitted) {
        LegTotals totals = leg.totals();
        return new Totals(
                totals.received() + page.emitted().size(),
                totals.before(),
                totals.outside(),
                totals.later(),
                emitted.repeated(),
                totals.first(),
                totals.now());
    }

    private static Rows rows(Leg leg, PageContent page, Emitted emitted, boolean atStart) {
        boolean single = leg instanceof PageLeg;
        boolean isBegun = !atStart && !page.emitted().isEmpty();
        boolean keepsAll = single && (emitted.keepsAllRows() || isBegun);
        boolean keepsNewest = (single || !leg.isEnded()) && !emitted.hasForgottenNewestRows();
        List<Long> newest = keepsNewest ? list(emitted.newestRows()) : List.of();
        return new Rows(
                time(emitted.first()),
                time(emitted.newest()),
                single && !keepsAll ? list(emitted.firstRows()) : List.of(),
                keepsAll ? list(emitted.allRows(leg.at().page().hashes())) : newest,
                list(emitted.rowsWithoutTime()),
                emitted.isUnsure() || !emitted.order().isStrict());
    }

    private static @Nullable Instant time(@Nullable Long second) {
        return second == null ? null : Instant.ofEpochSecond(second);
    }

    private static List<Long> list(RowBag bag) {
        return Arrays.stream(bag.toArray()).boxed().toList();
    }
}
