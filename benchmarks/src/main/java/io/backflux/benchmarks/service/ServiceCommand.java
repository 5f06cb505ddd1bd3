package io.backflux.benchmarks.service;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs what has bounds to hold to, and says whether it does. */
@Command(
        name = "service",
        description = {
            "Runs samples/webflux with a heap of 256 MB beside a simulator, each in a JVM of its own, and exits with 1 where a"
                    + " bound is broken:",
            "  slow         400 readers of 1 KB a second, who hang up in the end",
            "  stopped      400 readers who stop after ten rows, and others who read on",
            "  interactive  take(100) beside a harvest on all 30 slots of the same client"
        },
        usageHelpAutoWidth = true,
        sortOptions = false)
public final class ServiceCommand implements Callable<Integer> {

    private interface Run {
        List<Bound> run() throws Exception;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--only", paramLabel = "REGEX", description = "Those in whose names this is found.")
    private Pattern only = Pattern.compile("");

    @Option(names = "--seconds", paramLabel = "N", description = "For how long; 600 slow and 300 stopped unless given.")
    private long seconds;

    @Option(
            names = "--answer",
            paramLabel = "MS",
            description = "How long an answer takes where time is measured; 300.")
    private long answer = 300;

    @Option(names = "--harvests", paramLabel = "N", description = "How many take(100) are measured; 300.")
    private int harvests = 300;

    @Option(names = "--class-path", hidden = true, required = true, description = "Of the service.")
    private String classPath = "";

    @Override
    public Integer call() throws Exception {
        List<Bound> all = new ArrayList<>();
        all.addAll(run("slow", () -> new SlowRun(classPath, time(600)).run()));
        all.addAll(run("stopped", () -> new StoppedRun(classPath, time(300)).run()));
        all.addAll(run("interactive", () -> new InteractiveRun(harvests, Duration.ofMillis(answer)).run()));
        return all.stream().allMatch(Bound::holds) ? 0 : 1;
    }

    private Duration time(long otherwise) {
        return Duration.ofSeconds(seconds > 0 ? seconds : otherwise);
    }

    private List<Bound> run(String name, Run run) throws Exception {
        if (!only.matcher(name).find()) {
            return List.of();
        }
        System.out.println(name + ", on " + Runtime.getRuntime().availableProcessors() + " processors, whose load is "
                + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        List<Bound> bounds = run.run();
        bounds.forEach(System.out::println);
        System.out.println();
        return bounds;
    }
}
