/** The one seam to HTTP. */
@NullMarked
package io.backflux.reactor.transport;

import org.jspecify.annotations.NullMarked;
