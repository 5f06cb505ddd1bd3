package io.backflux.benchmarks;

import java.util.regex.Pattern;

/**
 * How a run is done.
 *
 * @param forks JVMs for each figure, one after another and interleaved with those of other subjects
 * @param quick short and rough, only to see that it works
 * @param only subjects that are measured
 */
public record RunOptions(int forks, boolean quick, Pattern only) {}
