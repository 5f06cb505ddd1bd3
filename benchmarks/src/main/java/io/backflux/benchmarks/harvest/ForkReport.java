package io.backflux.benchmarks.harvest;

import java.util.List;

/**
 * What a fork found, as it prints it.
 *
 * @param harvests those that were measured, in order
 * @param peakHeap most bytes that were in use right after a garbage collection while it measured
 */
record ForkReport(List<Timing> harvests, long peakHeap) {}
