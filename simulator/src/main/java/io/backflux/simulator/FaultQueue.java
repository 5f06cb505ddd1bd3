package io.backflux.simulator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plans in force, each with its own count of requests. */
final class FaultQueue {
    private final List<Active> active = new ArrayList<>();

    synchronized void add(FaultPlan plan) {
        active.add(new Active(plan));
    }

    synchronized void clear() {
        active.clear();
    }

    /** The plan that befalls the request that has just been let in, if any. */
    synchronized @Nullable FaultPlan next(int pageNumber) {
        active.forEach(each -> each.seen++);
        for (Active each : active) {
            if (each.left > 0 && each.plan.holdsFor(each.seen, pageNumber)) {
                each.left--;
                return each.plan;
            }
        }
        return null;
    }

    /** A plan and what it has seen. */
    private static final class Active {
        private final FaultPlan plan;
        private int seen;
        private int left;

        Active(FaultPlan plan) {
            this.plan = plan;
            this.left = plan.times();
        }
    }
}
