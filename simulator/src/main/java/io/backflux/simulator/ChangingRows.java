package io.backflux.simulator;

import java.time.InstantSource;

/** The rows of one target, step by step: what a step does is a function of the seed, the target and its number. */
final class ChangingRows {
    private final InstantSource clock;
    private DataSet now;
    private int step;
    private boolean asked;
    /** Never falls, and begins after all that was seen before. */
    private long second = RankOrder.LATEST + 1;

    ChangingRows(DataSet start, InstantSource clock) {
        this.now = start;
        this.clock = clock;
    }

    synchronized DataSet now() {
        return now;
    }

    /** The first request finds the rows as they were at the start. */
    synchronized DataSet atRequest(IndexChanges changes) {
        if (asked) {
            change(changes);
        }
        asked = true;
        return now;
    }

    synchronized void change(IndexChanges changes) {
        step++;
        second = Math.max(second, clock.instant().getEpochSecond());
        int end = now.end();
        Standings.Change next = now.standings().change(end + changes.added());
        for (int i = 0; i < changes.removed(); i++) {
            remove(next, drawn(next, 3 * i));
        }
        for (int i = 0; i < changes.reranked(); i++) {
            rerank(next, drawn(next, 3 * i + 1), 3 * i + 1);
        }
        for (int i = 0; i < changes.added(); i++) {
            next.set(end + i, new Standing(anyRank(3 * i + 2), second, second, false));
        }
        now = now.with(next.made());
    }

    private void remove(Standings.Change next, int index) {
        if (index >= 0) {
            next.set(index, standing(next, index).lost(second));
        }
    }

    private void rerank(Standings.Change next, int index, int salt) {
        if (index >= 0) {
            next.set(index, standing(next, index).seenAgain(anyRank(salt), second));
        }
    }

    private Standing standing(Standings.Change next, int index) {
        Standing standing = next.get(index);
        return standing != null
                ? standing
                : new Standing(RankOrder.rank(index), Field.NONE, now.lastSeen(index), false);
    }

    /** A row that is live, or -1 when none is: the first one from a place that is drawn. */
    private int drawn(Standings.Change next, int salt) {
        int found = now.end() - now.startEnd();
        int count = now.live() + found;
        int start = count == 0 ? 0 : Mix.below(bits(salt), count);
        for (int i = 0; i < count; i++) {
            int place = (start + i) % count;
            int index = place < now.live() ? place : now.startEnd() + place - now.live();
            Standing standing = next.get(index);
            if (standing == null || !standing.gone()) {
                return index;
            }
        }
        return -1;
    }

    /** The rank of some place of the default order, so that new ranks are as frequent as old ones. */
    private int anyRank(int salt) {
        return RankOrder.rank(Mix.below(bits(~salt), Math.max(1, now.live())));
    }

    private long bits(int salt) {
        return Mix.of(now.hash(~step), salt);
    }
}
