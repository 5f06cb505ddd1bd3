/**
 * Where a harvest stands, what is requested next, and what follows a page or a failure: by one chain, or cut so that several
 * requests may run at once. And whether the parts are the whole. {@link io.backflux.partition.HarvestState} is the way in; not API.
 */
@NullMarked
package io.backflux.partition;

import org.jspecify.annotations.NullMarked;
