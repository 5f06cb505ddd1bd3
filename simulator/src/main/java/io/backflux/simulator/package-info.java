/**
 * A backlinks API to test against: {@link io.backflux.simulator.BacklinksSimulator} is the server,
 * {@link io.backflux.simulator.FaultPlan} says what goes wrong and when, and
 * {@link io.backflux.simulator.SimulatorExtension} gives every JUnit test a fresh one.
 */
@NullMarked
package io.backflux.simulator;

import org.jspecify.annotations.NullMarked;
