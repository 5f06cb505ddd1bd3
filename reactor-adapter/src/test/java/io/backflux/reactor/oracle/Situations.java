package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes situations, each a function of its seed. */
public final class Situations {

    private static final int REACH = 20_000;

    private final SplittableRandom random;
    private final long seed;

    private Situations(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Any. */
    public static Situation of(long seed) {
        long scattered = (seed ^ (seed >>> 33)) * 0xFF51AFD7ED558CCDL; // Neighbours must not draw from one stream.
        return new Situations(scattered ^ (scattered >>> 29)).make();
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private Situation make() {
        boolean large = oneIn(150);
        int limit = large ? 1_000 : oneIn(12) ? random.nextInt(1, 5) : random.nextInt(5, 40);
        int rows = large ? REACH - 2_000 + random.nextInt(30_000) : smallRows(limit);
        boolean isOdd = oneIn(3);
        Set<Oddity> oddities = isOdd ? oddities() : EnumSet.noneOf(Oddity.class);
        List<Run> runs = runs(rows, limit);
        return new Situation(
                seed,
                rows,
                oneIn(2) ? Situation.Times.APART : any(Situation.Times.values()),
                oneIn(8) ? (oneIn(4) ? 1 : random.nextDouble() * 0.3) : 0,
                oneIn(6) ? random.nextDouble() * 0.2 : 0,
                oneIn(20) ? random.nextInt(1, 2 * limit) : 0,
                limit,
                conditions(runs),
                oddities,
                random.nextDouble(),
                oneIn(2) ? moves(rows, limit) : List.of(),
                oneIn(2) ? weather(rows / limit + 2) : List.of(),
                runs);
    }

    private int smallRows(int limit) {
        if (oneIn(3)) { // At an edge of a page.
            return Math.max(0, limit * random.nextInt(12) + random.nextInt(-1, 2));
        }
        return random.nextInt(limit * (oneIn(4) ? 30 : 12));
    }

    private int conditions(List<Run> runs) {
        boolean isStable = runs.stream().anyMatch(run -> run.order() == Run.Order.STABLE);
        return oneIn(12) ? random.nextInt(5, isStable ? 8 : 9) : oneIn(5) ? 1 : 0;
    }

    private Set<Oddity> oddities() {
        Set<Oddity> all = EnumSet.of(any(Oddity.values()));
        if (oneIn(4)) {
            all.add(any(Oddity.values()));
        }
        return all;
    }

    private List<Move> moves(int rows, int limit) {
        List<Move> moves = new ArrayList<>();
        int pages = rows / limit + 2;
        int count = oneIn(3) ? random.nextInt(1, 2 * pages) : random.nextInt(1, 4);
        for (int i = 0; i < count; i++) {
            moves.add(new Move(
                    2 + random.nextInt(pages),
                    any(Move.Kind.values()),
                    place(),
                    place(),
                    oneIn(5) ? random.nextInt(1, limit + 2) : random.nextInt(1, 4)));
        }
        return moves;
    }

    private double place() {
        return oneIn(4) ? 0 : oneIn(4) ? 1 : random.nextDouble();
    }

    private List<Disturbance> weather(int pages) {
        List<Disturbance> all = new ArrayList<>();
        int count = random.nextInt(1, 4 + pages / 10);
        for (int i = 0; i < count; i++) {
            all.add(new Disturbance(
                    1 + random.nextInt(pages * 2), any(Disturbance.Kind.values()), random.nextDouble()));
        }
        if (oneIn(6)) {
            burst(all, 1 + random.nextInt(pages));
        }
        return all;
    }

    /** An outage that no retries outlast. */
    private void burst(List<Disturbance> all, int from) {
        int length = random.nextInt(6, 16);
        for (int i = 0; i < length; i++) {
            all.add(new Disturbance(from + i, Disturbance.Kind.CUT, random.nextDouble()));
        }
    }

    private List<Run> runs(int rows, int limit) {
        List<Run> runs = new ArrayList<>();
        Run.Order first = any(Run.Order.values());
        int count = oneIn(2) ? 1 : random.nextInt(2, 5);
        for (int i = 0; i < count; i++) {
            Run.Order order = i == 0 || oneIn(2) ? first : first == Run.Order.DEFAULT ? first : any(ofKeys());
            boolean bounded = i + 1 < count;
            runs.add(run(order, rows, limit, bounded || oneIn(12)));
        }
        return runs;
    }

    private static Run.Order[] ofKeys() {
        return new Run.Order[] {Run.Order.STABLE, Run.Order.PARALLEL};
    }

    private Run run(Run.Order order, int rows, int limit, boolean bounded) {
        boolean pages = oneIn(2);
        int how = bounded ? random.nextInt(3) : -1;
        int most = Math.max(2, rows);
        return new Run(
                order,
                order == Run.Order.PARALLEL ? random.nextInt(2, 17) : 1,
                order == Run.Order.PARALLEL && oneIn(4),
                pages,
                how == 0 ? random.nextInt(1, most + limit) : 0,
                how == 1 ? random.nextInt(1, rows / limit + 3) : 0,
                oneIn(5) ? random.nextInt(1, 4) : 0,
                how == 2 ? (pages ? random.nextInt(1, rows / limit + 2) : random.nextInt(1, most)) : 0,
                oneIn(3) ? random.nextInt(1, pages ? 3 : limit * 2) : 0,
                pages && oneIn(3) ? random.nextInt(1, 3) : 0);
    }
}
