/** The bytes of the API: requests written, answers read as they arrive. Not API: it may change in any release. */
@NullMarked
package io.backflux.wire;

import org.jspecify.annotations.NullMarked;
