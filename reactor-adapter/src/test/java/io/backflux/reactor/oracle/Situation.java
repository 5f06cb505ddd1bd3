package io.backflux.reactor.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One case: an index, what becomes of it, a server, and who harvests it how. All else follows from the seed.
 *
 * @param rows at the beginning
 * @param times how the rows' {@code first_seen} lie
 * @param nulls share of the rows that have none
 * @param alike share of the rows that are alike with another one
 * @param late rows found after the harvest began, by the clock of its machine, which is slow
 * @param limit rows a page
 * @param conditions conditions of the query's filter, all of which hold for every row
 * @param amount how odd an oddity is, from 0 to 1
 */
public record Situation(
        long seed,
        int rows,
        Times times,
        double nulls,
        double alike,
        int late,
        int limit,
        int conditions,
        Set<Oddity> oddities,
        double amount,
        List<Move> moves,
        List<Disturbance> weather,
        List<Run> runs) {

    /** How close rows lie. */
    enum Times {
        /** Years, hardly any two in one second. */
        APART,
        /** About ten in a second. */
        TIED,
        /** Three seconds. */
        BURST,
        /** One second. */
        ONE_SECOND
    }

    /** The largest offset that is used, of few pages, so that few rows are more than offsets reach; 0 for the API's own. */
    int mostOffset() {
        int pages = (int) Math.floorMod(seed, 11L);
        return pages > 7 || limit < 2 ? 0 : (pages + 1) * (limit - 1);
    }

    /** Whether the server does only what a harvest has to be right with. */
    boolean isFair() {
        return oddities.stream().allMatch(Oddity::isFair);
    }

    boolean isStill() {
        return moves.isEmpty();
    }

    /** Whether each run asks by keys that don't change. */
    boolean isByKeys() {
        return runs.get(0).order() != Run.Order.DEFAULT;
    }

    /** Whether many rows lie in one second. */
    boolean isDense() {
        return times == Times.ONE_SECOND || times == Times.BURST;
    }

    /** Pages that the harvest takes; side by side, neighbours share a row. */
    int pages() {
        boolean isShared = limit > 1 && runs.stream().anyMatch(run -> run.order() == Run.Order.PARALLEL);
        int stride = isShared ? limit - 1 : limit;
        return (rows + late + stride - 1) / stride;
    }

    Situation withRows(int fewer) {
        return new Situation(
                seed, fewer, times, nulls, alike, late, limit, conditions, oddities, amount, moves, weather, runs);
    }

    Situation withTimes(Times other) {
        return new Situation(
                seed, rows, other, nulls, alike, late, limit, conditions, oddities, amount, moves, weather, runs);
    }

    Situation withLimit(int other) {
        return new Situation(
                seed, rows, times, nulls, alike, late, other, conditions, oddities, amount, moves, weather, runs);
    }

    Situation plainRows() {
        return new Situation(seed, rows, times, 0, 0, 0, limit, conditions, oddities, amount, moves, weather, runs);
    }

    Situation withRareRows(double fewerNulls, double fewerAlike, int fewerLate) {
        return new Situation(
                seed,
                rows,
                times,
                fewerNulls,
                fewerAlike,
                fewerLate,
                limit,
                conditions,
                oddities,
                amount,
                moves,
                weather,
                runs);
    }

    Situation withConditions(int fewer) {
        return new Situation(
                seed, rows, times, nulls, alike, late, limit, fewer, oddities, amount, moves, weather, runs);
    }

    Situation withOddities(Set<Oddity> fewer) {
        return new Situation(
                seed, rows, times, nulls, alike, late, limit, conditions, fewer, amount, moves, weather, runs);
    }

    Situation withMoves(List<Move> fewer) {
        return new Situation(
                seed, rows, times, nulls, alike, late, limit, conditions, oddities, amount, fewer, weather, runs);
    }

    Situation withWeather(List<Disturbance> fewer) {
        return new Situation(
                seed, rows, times, nulls, alike, late, limit, conditions, oddities, amount, moves, fewer, runs);
    }

    Situation withRuns(List<Run> fewer) {
        return new Situation(
                seed, rows, times, nulls, alike, late, limit, conditions, oddities, amount, moves, weather, fewer);
    }

    static <T> List<T> without(List<T> all, int place) {
        List<T> fewer = new ArrayList<>(all);
        fewer.remove(place);
        return fewer;
    }

    static <T> List<T> replaced(List<T> all, int place, T other) {
        List<T> changed = new ArrayList<>(all);
        changed.set(place, other);
        return changed;
    }
}
