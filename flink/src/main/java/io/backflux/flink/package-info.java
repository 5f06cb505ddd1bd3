/**
 * Backlinks as a source of Apache Flink. {@link io.backflux.flink.BacklinksSource} is where to begin; in SQL it is the connector
 * {@code backflux}.
 */
@NullMarked
package io.backflux.flink;

import org.jspecify.annotations.NullMarked;
