/** Backlinks into Parquet, by Apache Flink. */
@NullMarked
package io.backflux.samples.flink;

import org.jspecify.annotations.NullMarked;
