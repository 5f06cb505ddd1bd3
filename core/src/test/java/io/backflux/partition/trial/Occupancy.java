package io.backflux.partition.trial;

import java.util.ArrayList;
import java.util.List;

/** How many slots were in use, at what time. */
public final class Occupancy {

    private static final long MINUTE = 60_000_000_000L;

    private final int slots;
    private final List<Stretch> stretches = new ArrayList<>();

    private record Stretch(long from, long to, int used, int allowed) {}

    Occupancy(int slots) {
        this.slots = slots;
    }

    void add(long from, long to, int used, int allowed) {
        stretches.add(new Stretch(from, to, used, allowed));
    }

    /** The most that were in use above what was allowed then; not positive where that never was. */
    int mostAboveAllowed() {
        return stretches.stream()
                .mapToInt(stretch -> stretch.used() - stretch.allowed())
                .max()
                .orElse(0);
    }

    /** How many were allowed at a time. */
    int allowed(long nanos) {
        return stretches.stream()
                .filter(stretch -> stretch.to() > nanos)
                .findFirst()
                .orElseThrow()
                .allowed();
    }

    /** From when on so many were allowed. */
    long reached(int allowed) {
        return stretches.stream()
                .filter(stretch -> stretch.allowed() >= allowed)
                .findFirst()
                .orElseThrow()
                .from();
    }

    /** How much of all slots was in use, over all the time. */
    public double overall() {
        return sum(Stretch::used, end()) / (slots * sum(stretch -> 1, end()));
    }

    /** How much of all slots was in use until the last minute; of harvests that take longer. */
    public double ofSlots() {
        return sum(Stretch::used, end() - MINUTE) / (slots * sum(stretch -> 1, end() - MINUTE));
    }

    /** The same of the slots that the pace allowed. */
    public double ofAllowed() {
        return sum(Stretch::used, end() - MINUTE) / sum(Stretch::allowed, end() - MINUTE);
    }

    private long end() {
        return stretches.get(stretches.size() - 1).to();
    }

    private double sum(Weight weight, long end) {
        double sum = 0;
        for (Stretch stretch : stretches) {
            sum += (double) Math.max(0, Math.min(end, stretch.to()) - stretch.from()) * weight.of(stretch);
        }
        return sum;
    }

    private interface Weight {
        int of(Stretch stretch);
    }
}
