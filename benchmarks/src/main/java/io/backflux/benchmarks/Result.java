package io.backflux.benchmarks;

import java.util.List;

/**
 * One figure of one subject in one setting, a sample for each fork.
 *
 * @param subject what is measured, such as {@code backflux} or {@code gson-trees}
 * @param setting what it is given, such as {@code pretty 16 KiB}
 * @param metric what is counted, such as {@code cpu}
 * @param unit of the samples, such as {@code ns/row}
 */
public record Result(String suite, String subject, String setting, String metric, String unit, List<Double> samples) {}
