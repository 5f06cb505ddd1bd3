package io.backflux.benchmarks.harvest;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One contender in a process of its own: warms up, measures harvests, prints a report as one line of JSON. */
final class ContenderFork {

    private final OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ForkPlan plan;

    private ContenderFork(ForkPlan plan) {
        this.plan = plan;
    }

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        ForkReport report = new ContenderFork(ForkPlan.of(args)).run();
        System.out.println(new JsonMapper().writeValueAsString(report));
        System.exit(0); // Clients may have left threads that live on.
    }

    private ForkReport run() throws Exception {
        try (Contender contender = plan.subject().connect(plan.server())) {
            harvests(contender, plan.warmUpSite(), plan.warmUp(), 0);
            PeakHeap heap = plan.heap() ? PeakHeap.watch() : null;
            List<Timing> harvests = harvests(contender, plan.site(), plan.measured(), plan.leastHarvests());
            return new ForkReport(harvests, heap == null ? 0 : heap.bytes());
        }
    }

    private List<Timing> harvests(Contender contender, Site site, Duration time, int least) throws Exception {
        List<Timing> harvests = new ArrayList<>();
        long start = System.nanoTime();
        while (harvests.size() < least || System.nanoTime() - start < time.toNanos()) {
            harvests.add(harvest(contender, site));
        }
        return harvests;
    }

    private Timing harvest(Contender contender, Site site) throws Exception {
        long cpu = process.getProcessCpuTime();
        Tally tally = new Tally();
        contender.harvest(site, tally);
        long nanos = tally.nanosUntilNow();
        long cpuNanos = process.getProcessCpuTime() - cpu;
        tally.checkWhole(site);
        return new Timing(tally.rows(), nanos, cpuNanos, tally.nanosToFirst());
    }
}
