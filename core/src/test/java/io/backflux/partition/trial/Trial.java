package io.backflux.partition.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.Verdict;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A harvest in virtual time, and how often each row was handed on in it. */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Trial(Index index, long seed, int[] copies, Outcome outcome) {

    static Trial of(Index index, int slots, long seed, Quirk... quirks) {
        int[] copies = new int[index.size()];
        VirtualApi api = new VirtualApi(index, quirks);
        return of(
                index, seed, copies, new VirtualHarvest(api, slots, new Latencies(seed), row -> copies[row]++), slots);
    }

    /** With the rows in the harvest's order, which is looked at. */
    static Trial inOrder(Index index, int slots, long seed, Quirk... quirks) {
        int[] copies = new int[index.size()];
        AtomicInteger last = new AtomicInteger(-1);
        VirtualApi api = new VirtualApi(index, quirks);
        VirtualHarvest harvest = VirtualHarvest.inOrder(api, slots, new Latencies(seed), row -> {
            copies[row]++;
            assertThat(row).as("the row after " + last).isGreaterThan(last.getAndSet(row));
        });
        return of(index, seed, copies, harvest, slots);
    }

    private static Trial of(Index index, long seed, int[] copies, VirtualHarvest harvest, int slots) {
        Outcome outcome = harvest.run();
        Trial trial = new Trial(index, seed, copies, outcome);
        System.out.printf(Locale.ROOT, "%,d rows, %d slots, seed %d: %s%n", index.size(), slots, seed, trial);
        return trial;
    }

    static Trial of(long[] seconds, int slots, long seed, Quirk... quirks) {
        return of(Index.of(seconds), slots, seed, quirks);
    }

    Verdict verdict() {
        return outcome.finding().verdict();
    }

    double timesAsFast() {
        return outcome.timesAsFast(index.size());
    }

    double dearer() {
        return outcome.dearer(index.size());
    }

    /** Rows that came twice or more. */
    long twice() {
        return IntStream.of(copies).filter(times -> times > 1).count();
    }

    /** Rows that were there from the first answer to the end, and never came. */
    long lost() {
        return missing(outcome.nanos());
    }

    /** Rows that were there with the first answer, and never came. */
    long missing() {
        return missing(firstAnswer());
    }

    private long missing(long stillThere) {
        return IntStream.range(0, copies.length)
                .filter(row -> copies[row] == 0 && index.isThere(row, stillThere))
                .count();
    }

    /** Whether a row went while the harvest ran. */
    boolean hasMoved() {
        return index.count(0, index.size(), firstAnswer()) > index.count(0, index.size(), outcome.nanos());
    }

    private long firstAnswer() {
        return new Latencies(seed).next();
    }

    void bringsEachRowOnce() {
        bringsEachRowOnce(Verdict.PROVEN);
    }

    void bringsEachRowOnce(Verdict verdict) {
        assertThat(copies).containsOnly(1);
        assertThat(outcome.received()).isEqualTo(index.size());
        assertThat(verdict()).as(outcome.finding().words()).isEqualTo(verdict);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d requests, %.1f times as fast, %.2f %% dearer, %.2f of the slots busy, %s",
                outcome.way(),
                outcome.requests(),
                timesAsFast(),
                dearer() * 100,
                outcome.occupancy().overall(),
                outcome.finding());
    }
}
