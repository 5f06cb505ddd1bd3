/**
 * Harvests from end to end: a server with pages rendered beforehand in a process of its own, and contenders that read
 * them, each in a fresh process.
 */
@NullMarked
package io.backflux.benchmarks.harvest;

import org.jspecify.annotations.NullMarked;
