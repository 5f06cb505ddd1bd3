/** What an answer means and what is asked next, as plain functions. Not API: it may change in any release. */
@NullMarked
package io.backflux.paging;

import org.jspecify.annotations.NullMarked;
