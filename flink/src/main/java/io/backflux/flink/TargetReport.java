package io.backflux.flink;

import io.backflux.Verdict;
import io.backflux.flink.TargetState.Mode;
import io.backflux.flink.TargetState.Part;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a target ended, over all its ranges.
 *
 * @param ranges how many; 1 for the whole as one
 * @param cost USD, without what a crash has lost
 * @param failure why the server refused it; null where it didn't
 */
record TargetReport(
        String target,
        long rows,
        int ranges,
        int requests,
        BigDecimal cost,
        @Nullable Long totalAtStart,
        @Nullable Long totalAtEnd,
        Verdict verdict,
        String finding,
        @Nullable String failure) {

    /** Of one that has ended. */
    static TargetReport of(TargetState target) {
        List<SplitReport> reports = target.parts().stream()
                .map(part -> Objects.requireNonNull(part.report(), "a target that ended has all reports"))
                .toList();
        long rows = reports.stream().mapToLong(SplitReport::rows).sum();
        boolean isCut = target.mode() == Mode.RANGES;
        Judgement judgement = isCut
                ? judge(target, rows)
                : new Judgement(reports.get(0).verdict(), reports.get(0).finding());
        Long atStart = isCut ? target.totalAtStart() : reports.get(0).total();
        return new TargetReport(
                target.query().target(),
                rows,
                reports.size(),
                target.planning().requests()
                        + reports.stream().mapToInt(SplitReport::requests).sum(),
                reports.stream().map(SplitReport::cost).reduce(target.planning().cost(), BigDecimal::add),
                atStart,
                isCut ? target.totalAtEnd() : atStart,
                judgement.verdict(),
                judgement.finding(),
                reports.stream()
                        .map(SplitReport::failure)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    private record Judgement(Verdict verdict, String finding) {}

    /**
     * Ranges share no row and a row never moves to another, so the whole is proven where each range is, where each brought what was
     * counted when it was cut off, and where these add up to the total before and after. Totals alone would not do: where one row
     * goes and another comes they stay as they were, but not those of the two ranges.
     */
    private static Judgement judge(TargetState target, long rows) {
        Part worst = target.parts().stream()
                .filter(part -> report(part).verdict() != Verdict.PROVEN)
                .min((a, b) -> Integer.compare(
                        rank(report(a).verdict()), rank(report(b).verdict())))
                .orElse(null);
        if (worst != null) {
            return new Judgement(
                    report(worst).verdict(), report(worst).finding() + ", in the range from " + worst.range());
        }
        Long atStart = target.totalAtStart();
        Long atEnd = target.totalAtEnd();
        if (atStart == null || atEnd == null) {
            return new Judgement(Verdict.UNPROVEN, "the total before or after is not known");
        }
        Judgement judgement = judge(target.parts(), rows, atStart, atEnd);
        return judgement.verdict() == Verdict.PROVEN ? judgeRowsWithoutTime(target, judgement) : judgement;
    }

    /** Those are in no range, and totals that agree may hide one behind a row that came or went. */
    private static Judgement judgeRowsWithoutTime(TargetState target, Judgement otherwise) {
        Long atEnd = target.withoutTimeAtEnd();
        if (!target.allHaveTime() || atEnd == null) {
            return new Judgement(
                    Verdict.UNPROVEN,
                    "as many rows came as total_count promised, but whether any lacks first_seen is not known");
        }
        return atEnd == 0
                ? otherwise
                : new Judgement(
                        Verdict.DRIFTED,
                        "the index changed while it was read: " + atEnd + " rows lack first_seen and are in no range");
    }

    private static Judgement judge(List<Part> parts, long rows, long atStart, long atEnd) {
        long least = Math.min(atStart, atEnd);
        long most = Math.max(atStart, atEnd);
        if (rows < least) {
            return new Judgement(Verdict.GAP, (least - rows) + " rows are in none of the ranges");
        }
        if (rows > most) {
            return new Judgement(Verdict.OVERLAP, (rows - most) + " rows more than total_count came");
        }
        if (least < most) {
            return new Judgement(
                    Verdict.DRIFTED,
                    "the index changed while it was read, between " + least + " and " + most + " rows");
        }
        Part moved = parts.stream()
                .filter(part -> part.planned() != null
                        && !part.planned().equals(report(part).rows()))
                .findFirst()
                .orElse(null);
        if (moved != null) {
            return new Judgement(
                    Verdict.DRIFTED, "the index changed while it was read, in the range from " + moved.range());
        }
        boolean isMeasured = parts.stream().allMatch(part -> part.planned() != null);
        return isMeasured
                ? new Judgement(
                        Verdict.PROVEN,
                        "all %d rows of total_count, each once, in %d ranges".formatted(rows, parts.size()))
                : new Judgement(
                        Verdict.UNPROVEN, "as many rows came as total_count promised, but a range was never counted");
    }

    private static SplitReport report(Part part) {
        return Objects.requireNonNull(part.report(), "a target that ended has all reports");
    }

    /** The gravest first. */
    private static int rank(Verdict verdict) {
        return Stream.of(Verdict.GAP, Verdict.OVERLAP, Verdict.UNPROVEN, Verdict.DRIFTED, Verdict.PROVEN)
                .toList()
                .indexOf(verdict);
    }
}
