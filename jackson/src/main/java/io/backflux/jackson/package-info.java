/** Rows, pages and summaries as JSON, by any mapper of Jackson 3. */
@NullMarked
package io.backflux.jackson;

import org.jspecify.annotations.NullMarked;
