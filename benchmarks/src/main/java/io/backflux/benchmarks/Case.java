package io.backflux.benchmarks;

import java.util.Map;

/**
 * A subject in a setting, measured by a JMH benchmark.
 *
 * @param benchmark the class, whose only benchmark has a {@link ThreadCost}
 * @param params of the benchmark
 * @param per what the figures are counted by, such as {@code row}
 */
public record Case(String subject, String setting, Class<?> benchmark, Map<String, String> params, String per) {}
