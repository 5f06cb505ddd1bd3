/** The quota of an account over several processes, in Redis. */
@NullMarked
package io.backflux.quota.redis;

import org.jspecify.annotations.NullMarked;
