package io.backflux;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a harvest comes to with so many requests at once, reckoned ahead.
 *
 * @param slots requests at once, 1 for a chain
 * @param way how its pages are asked for, in words; where it can't be parallel, also why
 * @param requests requests that it takes
 * @param cost USD, from the vendor's price list, scaled to what the one row did cost
 * @param time at 2 s an answer, as long as answers mostly take
 */
public record SlotPlan(int slots, String way, long requests, BigDecimal cost, Duration time) {}
