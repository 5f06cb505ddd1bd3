package io.backflux.cli;

import io.backflux.RangeProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far each part of a parallel harvest is: a cell a part, or for several neighbours where there is no room for each. */
final class Cells {

    private static final String BLOCKS = " ░▒▓█";
    private static final String ASCII = " .:+#";
    private static final int FEWEST = 5;

    private Cells() {}

    /** Empty where there are no parts, or no room. */
    static String of(List<RangeProgress> ranges, int room, boolean unicode) {
        int width = Math.min(ranges.size(), room);
        if (width < Math.min(FEWEST, ranges.size())) {
            return "";
        }
        StringBuilder cells = new StringBuilder();
        for (int cell = 0; cell < width; cell++) {
            int from = (int) ((long) cell * ranges.size() / width);
            int to = (int) ((cell + 1L) * ranges.size() / width);
            cells.append((unicode ? BLOCKS : ASCII).charAt(level(ranges.subList(from, to))));
        }
        return cells.toString();
    }

    /** 0 for nothing yet, 4 for all. */
    private static int level(List<RangeProgress> parts) {
        if (parts.stream().allMatch(RangeProgress::ended)) {
            return ASCII.length() - 1;
        }
        double share = parts.stream().mapToDouble(Cells::share).average().orElse(0);
        int between = ASCII.length() - 2;
        return share == 0 ? 0 : Math.min(between, 1 + (int) (share * between));
    }

    private static double share(RangeProgress part) {
        @Nullable Long expected = part.expected();
        if (part.ended()) {
            return 1;
        }
        return expected == null || expected == 0 ? 0 : Math.min(1, (double) part.received() / expected);
    }
}
