package io.backflux.partition;

import io.backflux.paging.Chain;
import io.backflux.paging.PageRows;
import io.backflux.paging.PastKey;
import io.backflux.paging.Plan;
import io.backflux.wire.CheckpointContent;
import io.backflux.wire.LastKey;
import io.backflux.wire.LegContent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a checkpoint keeps of a leg, and the leg that it becomes again. */
final class LegCodec {

    private LegCodec() {}

    /** As it was when the checkpoint was made. */
    static Leg read(Plan plan, LegContent content, @Nullable Leg parent) {
        LegStart start = start(plan, content, parent);
        if (content.single()) {
            return new PageLeg(start, content.descending());
        }
        if (content.again()) {
            return content.descending()
                    ? new WithoutTimeLeg(start)
                    : new SecondLookLeg(start, RowBag.of(content.expected()));
        }
        boolean inFirstPage = content.page() == 1 && content.before() == 0 && !content.ended();
        RowMemory memory = inFirstPage ? RowMemory.begin() : RowMemory.none();
        return new RangeLeg(start, memory, RowBag.of(content.expected()), null);
    }

    private static LegStart start(Plan plan, LegContent content, @Nullable Leg parent) {
        Span asked = new Span(
                content.from() == null ? Span.OPEN : content.from().getEpochSecond(),
                content.to() == null ? Span.ENDLESS : content.to().getEpochSecond());
        return new LegStart(
                plan,
                asked,
                content.stop().getEpochSecond(),
                chain(plan, asked, content),
                parent,
                true,
                content.ended(),
                LegTotals.of(content),
                new PageEnds(content.firstRow(), content.lastRow(), content.last()),
                new PageIntake(PageIntake.Start.of(Emitted.of(content)), PageRows.of(content.handedOn())));
    }

    private static Chain chain(Plan plan, Span asked, LegContent content) {
        Chain first = LegStart.chain(plan, asked, content.descending(), content.offset(), content.limit());
        return new Chain(
                first.plan(),
                null,
                first.query(),
                content.limit(),
                content.page(),
                content.received() - content.handedOn().size(),
                content.served(),
                content.page() == 1 ? null : content.total(),
                content.token(),
                content.token());
    }

    /** The chain of a harvest that was not parallel until now. */
    static RangeLeg readChain(Plan plan, CheckpointContent content) {
        Chain chain = Chain.resume(LegStart.whole(plan), content);
        LastKey last = content.last();
        boolean inFirstPage = chain.page() == 1 && content.ended() == null;
        Emitted emitted = Emitted.ofChain(content, inFirstPage);
        PastKey past = last != null && chain.isByKey() ? new PastKey(last) : null;
        LegStart start = new LegStart(
                plan,
                Span.ALL,
                LegStart.bound(plan),
                chain,
                null,
                true,
                content.ended() != null,
                LegTotals.of(
                        content.total(), content.received() - content.handedOn().size()),
                PageEnds.UNKNOWN,
                new PageIntake(new PageIntake.Start(emitted, new RowBag(), past), PageRows.of(content.handedOn())));
        return new RangeLeg(start, inFirstPage ? RowMemory.begin() : RowMemory.none(), new RowBag(), last);
    }

    /**
     * Where a leg stands.
     *
     * @param parentPlace its parent's place among the legs
     * @param wholePages whether the rows of its page at hand have got to nobody yet
     */
    static LegContent write(Leg leg, int parentPlace, boolean wholePages) {
        PageIntake page = leg.page();
        boolean ended = leg.isEnded();
        boolean cutByMaximum =
                !leg.isBusy() && page.rows().isCut(); // It has ended, and what was wanted of it was emitted.
        boolean atStart = wholePages && !ended && !cutByMaximum;
        Emitted now = atStart ? page.start().emitted() : page.emitted();
        List<Long> handedOn = ended
                ? List.of()
                : atStart ? page.rows().hashesBefore() : page.rows().hashes();
        LegTotals totals = leg.totals();
        boolean single = leg instanceof PageLeg;
        boolean keepsAll = single && (now.keepsAllRows() || (!atStart && !handedOn.isEmpty()));
        boolean keepsNewest = (!ended || single) && !now.hasForgottenNewestRows();
        return new LegContent(
                parentPlace,
                single,
                leg.looksAgain(),
                leg.isDescending(),
                leg.offset(),
                leg.limit(),
                time(leg.asked().isOpen() ? null : (Long) leg.asked().from()),
                time(leg.asked().isEndless() ? null : (Long) leg.asked().to()),
                Instant.ofEpochSecond(leg.stop()),
                leg.chain().page(),
                ended ? null : leg.token(),
                leg.chain().served(),
                totals.received() + handedOn.size(),
                totals.before(),
                totals.outside(),
                now.repeated(),
                totals.first(),
                totals.now(),
                time(now.first()),
                time(now.newest()),
                single && !keepsAll ? list(now.firstRows()) : List.of(),
                keepsAll ? list(now.allRows(page.hashes())) : keepsNewest ? list(now.newestRows()) : List.of(),
                list(now.rowsWithoutTime()),
                handedOn,
                ended ? List.of() : list(leg.expected().without(page.start().left())),
                leg.ends().firstRow(),
                leg.ends().lastRow(),
                leg.ends().last(),
                now.isUnsure() || !now.order().isStrict(),
                ended);
    }

    private static @Nullable Instant time(@Nullable Long second) {
        return second == null ? null : Instant.ofEpochSecond(second);
    }

    private static List<Long> list(RowBag bag) {
        return Arrays.stream(bag.toArray()).boxed().toList();
    }
}
