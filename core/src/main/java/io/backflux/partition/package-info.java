/** How a harvest is cut so that several requests may run at once, and whether its parts are the whole; not API. */
@NullMarked
package io.backflux.partition;

import org.jspecify.annotations.NullMarked;
