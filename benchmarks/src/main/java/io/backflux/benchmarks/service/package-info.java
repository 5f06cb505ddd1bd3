/** A service with little memory and readers of all kinds: what it holds, what it asks for, and how soon it answers. */
@NullMarked
package io.backflux.benchmarks.service;

import org.jspecify.annotations.NullMarked;
