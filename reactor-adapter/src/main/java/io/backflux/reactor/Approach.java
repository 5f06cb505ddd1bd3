package io.backflux.reactor;

import io.backflux.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * How a harvest goes about it.
 *
 * @param strategy null where that is not decided
 * @param reason why it is one chain though several slots were wanted, in words; null where it isn't
 */
record Approach(@Nullable Strategy strategy, @Nullable String reason) {}
