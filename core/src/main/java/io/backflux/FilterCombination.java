package io.backflux;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Filters with a joiner between each two: {@code [a,"and",b,"or",c]}. */
record FilterCombination(List<Filter> parts, List<Joiner> joiners) implements Filter {

    static final int MOST_LEVELS = 32;

    FilterCombination {
        parts = List.copyOf(parts);
        joiners = List.copyOf(joiners);
        if (parts.size() < 2 || joiners.size() != parts.size() - 1) {
            throw new IllegalArgumentException("joiners must stand between two parts each, was " + joiners.size()
                    + " for " + parts.size() + " parts");
        }
        if (levels(parts) > MOST_LEVELS) {
            throw new IllegalArgumentException("filter must not nest deeper than " + MOST_LEVELS + " lists");
        }
    }

    static Filter join(Filter left, Joiner joiner, Filter right) {
        Objects.requireNonNull(right, "other");
        List<Filter> parts = Stream.of(left, right)
                .flatMap(side -> side instanceof FilterCombination list && list.isAll(joiner)
                        ? list.parts.stream()
                        : Stream.of(side))
                .toList();
        return new FilterCombination(parts, Collections.nCopies(parts.size() - 1, joiner));
    }

    private boolean isAll(Joiner joiner) {
        return joiners.stream().allMatch(joiner::equals);
    }

    /** Bounded when built, so that walking a filter never overflows the stack. */
    private static int levels(List<Filter> parts) {
        return 1 + parts.stream().mapToInt(FilterCombination::levels).max().orElse(0);
    }

    private static int levels(Filter part) {
        return part instanceof FilterCombination list ? levels(list.parts) : 0;
    }

    @Override
    public int conditionCount() {
        return parts.stream().mapToInt(Filter::conditionCount).sum();
    }

    @Override
    public String toString() {
        return toJson();
    }

    enum Joiner {
        AND("and"),
        OR("or");

        private final String apiName;

        Joiner(String apiName) {
            this.apiName = apiName;
        }

        String apiName() {
            return apiName;
        }
    }
}
