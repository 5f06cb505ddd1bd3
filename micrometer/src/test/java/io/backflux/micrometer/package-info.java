@NullMarked
package io.backflux.micrometer;

import org.jspecify.annotations.NullMarked;
