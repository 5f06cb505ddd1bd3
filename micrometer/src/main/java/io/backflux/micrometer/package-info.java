/** Meters and spans of harvests, by Micrometer. {@link io.backflux.micrometer.BackfluxMicrometer} is where to begin. */
@NullMarked
package io.backflux.micrometer;

import org.jspecify.annotations.NullMarked;
