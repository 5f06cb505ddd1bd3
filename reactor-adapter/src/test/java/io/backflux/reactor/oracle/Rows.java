package io.backflux.reactor.oracle;

import java.time.Instant;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes the rows of a situation: each is a function of the seed and its number. */
final class Rows {

    /** When the harvest begins, by the clock of its machine. */
    static final long NOW = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

    private static final long OLDEST = Instant.parse("2021-01-01T00:00:00Z").getEpochSecond();

    private static final String[] TYPES = {"anchor", "image", "redirect"};

    private final Situation situation;

    Rows(Situation situation) {
        this.situation = situation;
    }

    private SplittableRandom random(int id) {
        return new SplittableRandom(situation.seed() * 31 + id * 0xC2B2AE3D27D4EB4FL);
    }

    Row of(int id) {
        SplittableRandom random = random(id);
        random.nextLong();
        boolean isAlike = id > 0 && random.nextDouble() < situation.alike();
        boolean isNull = random.nextDouble() < situation.nulls();
        boolean sameTime = random.nextBoolean();
        Long seen = isNull ? null : (Long) second(random);
        int rank = random.nextInt(0, 60);
        long last = NOW - random.nextInt(1, 30) * 86_400L;
        if (isAlike) {
            Row like = of(id - 1);
            return new Row(
                    id,
                    like.urlFrom(),
                    like.urlTo(),
                    like.itemType(),
                    like.anchor(),
                    sameTime ? like.firstSeen() : seen,
                    last,
                    rank);
        }
        return fresh(id, seen, last, rank);
    }

    /** A row unlike all others, that was found in that second. */
    Row found(int id, @Nullable Long second) {
        SplittableRandom random = random(id);
        return fresh(id, second, NOW - 86_400L, random.nextInt(0, 60));
    }

    private Row fresh(int id, @Nullable Long seen, long last, int rank) {
        SplittableRandom random = random(id / 3);
        String urlFrom = "https://s" + random.nextInt(10_000) + ".example/" + id / 3 % 7;
        SplittableRandom own = random(-id - 1);
        String urlTo = "https://site.example/" + (own.nextInt(3) == 0 ? "other" : "");
        String type = own.nextInt(8) == 0 ? null : TYPES[own.nextInt(TYPES.length)];
        return new Row(id, urlFrom, urlTo, type, "a" + id, seen, last, rank);
    }

    private long second(SplittableRandom random) {
        long place = random.nextLong(1L << 40);
        return switch (situation.times()) {
            case APART -> OLDEST + place % (NOW - OLDEST - 10);
            case TIED -> OLDEST + 1_000 * (place % Math.max(1, situation.rows() / 10));
            case BURST -> OLDEST + place % 3;
            case ONE_SECOND -> OLDEST;
        };
    }
}
