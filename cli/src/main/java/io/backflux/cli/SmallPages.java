package io.backflux.cli;

import io.backflux.RemainingEstimate;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** What it comes to that a checkpoint's token binds smaller pages than a new harvest would have, in words. */
final class SmallPages {

    private SmallPages() {}

    /** A line for all of them together; none where no request more is taken. */
    static List<String> note(List<RemainingEstimate> estimates) {
        List<RemainingEstimate> small = estimates.stream()
                .filter(one -> one.extraRequests() > 0 && one.limit() < one.limitAnew())
                .toList();
        if (small.isEmpty()) {
            return List.of();
        }
        RemainingEstimate sum = small.size() == 1 ? small.get(0) : sum(small);
        String pages = small.size() == 1
                ? sum.target() + ": the checkpoint's token binds pages of " + Figures.counted(sum.limit(), "row")
                : Figures.counted(small.size(), "target") + ": the checkpoints' tokens bind small pages";
        String anew = sum.isCheaperAnew() ? "; --force begins anew with " : "; a new harvest would take ";
        return List.of(pages + ": " + rest(sum) + anew + whole(sum));
    }

    /** That beginning anew is the cheaper way on. */
    static String anew(RemainingEstimate estimate) {
        return "--force without --max begins anew with " + whole(estimate)
                + "; --resume costs more, as its token binds pages of " + Figures.counted(estimate.limit(), "row")
                + ": " + rest(estimate);
    }

    static String rest(RemainingEstimate estimate) {
        return Figures.counted(estimate.rows(), "more row") + " in " + Figures.counted(estimate.requests(), "request")
                + ", about " + Figures.about(estimate.cost());
    }

    private static String whole(RemainingEstimate estimate) {
        return Figures.counted(estimate.requestsAnew(), "request") + ", about " + Figures.about(estimate.costAnew());
    }

    private static RemainingEstimate sum(List<RemainingEstimate> all) {
        return RemainingEstimate.builder("")
                .limit(all.get(0).limit())
                .rows(all.stream().mapToLong(RemainingEstimate::rows).sum())
                .requests(all.stream().mapToLong(RemainingEstimate::requests).sum())
                .cost(dollars(all, RemainingEstimate::cost))
                .limitAnew(all.get(0).limitAnew())
                .requestsAnew(
                        all.stream().mapToLong(RemainingEstimate::requestsAnew).sum())
                .costAnew(dollars(all, RemainingEstimate::costAnew))
                .build();
    }

    private static BigDecimal dollars(List<RemainingEstimate> all, Function<RemainingEstimate, BigDecimal> price) {
        return all.stream().map(price).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
