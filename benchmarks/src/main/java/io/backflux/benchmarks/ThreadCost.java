package io.backflux.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an iteration costs the thread that runs it: its own CPU time, which neighbours on the machine change little, and
 * what it allocates. The benchmark itself says how much it got {@linkplain #done(int) done}, because it also runs between
 * JMH's own counts.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class ThreadCost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Counters, read by JMH after each iteration. */
    public long cpuNanos;

    public long allocatedBytes;
    public long units;

    private long unitsSoFar;
    private long cpuBefore;
    private long allocatedBefore;

    @Setup(Level.Iteration)
    public void begin() {
        unitsSoFar = 0;
        allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        cpuBefore = THREADS.getCurrentThreadCpuTime();
    }

    /** So many rows, or whatever is counted, have been dealt with. */
    public void done(int count) {
        unitsSoFar += count;
    }

    @TearDown(Level.Iteration)
    public void end() {
        cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        allocatedBytes = THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore;
        units = unitsSoFar;
    }
}
