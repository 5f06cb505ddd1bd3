@NullMarked
package io.backflux.flink;

import org.jspecify.annotations.NullMarked;
