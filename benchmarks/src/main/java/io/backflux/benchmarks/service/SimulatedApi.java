package io.backflux.benchmarks.service;

import io.backflux.simulator.BacklinksSimulator;
import io.backflux.simulator.RecordedRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Scanner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The simulator, in a process of its own, which ends with the one that started it at the latest. */
final class SimulatedApi {

    static final String USERNAME = "reader";
    static final String PASSWORD = "of-nothing-real";

    private static final int SUCCESS = 20_000;

    private SimulatedApi() {}

    /**
     * Prints its base URL, and for each line of the input what has come by then.
     *
     * @param args rows of a target, and milliseconds of an answer
     */
    public static void main(String[] args) {
        try (BacklinksSimulator simulator = BacklinksSimulator.builder()
                .rows(Long.parseLong(args[0]))
                .latency(Duration.ofMillis(Long.parseLong(args[1])))
                .pretty(true)
                .requestsPerMinute(1_000_000)
                .credentials(USERNAME, PASSWORD)
                .start()) {
            System.out.println(simulator.baseUrl());
            Scanner input = new Scanner(System.in, StandardCharsets.UTF_8);
            while (input.hasNextLine()) {
                input.nextLine();
                System.out.println(Counts.of(simulator).line());
            }
        }
    }

    /**
     * What came to the simulator.
     *
     * @param requests all of them
     * @param repeated those with a body that had come before: pages that were bought more than once
     * @param refused those that weren't answered with a page
     * @param peakInFlight the most at once
     * @param inFlight by now
     * @param targets requests of each target
     */
    record Counts(
            int requests, int repeated, int refused, int peakInFlight, int inFlight, Map<String, OfTarget> targets) {

        /**
         * Requests of one target.
         *
         * @param first the number of the first one, in order of arrival from 1 on
         */
        record OfTarget(int count, int first) {

            private static final OfTarget NONE = new OfTarget(0, 0);

            private OfTarget and(OfTarget later) {
                return new OfTarget(count + later.count, Math.min(first, later.first));
            }
        }

        private static Counts of(BacklinksSimulator simulator) {
            List<RecordedRequest> requests = simulator.requests();
            int different = (int)
                    requests.stream().map(RecordedRequest::rawBody).distinct().count();
            int refused = (int) requests.stream()
                    .filter(request -> request.taskCode() != SUCCESS && request.taskCode() != 0)
                    .count();
            Map<String, OfTarget> targets = requests.stream()
                    .collect(Collectors.toMap(
                            request -> String.valueOf(request.task().get("target")),
                            request -> new OfTarget(1, request.number()),
                            OfTarget::and));
            return new Counts(
                    requests.size(),
                    requests.size() - different,
                    refused,
                    simulator.peakInFlight(),
                    simulator.inFlight(),
                    targets);
        }

        private String line() {
            String each = targets.entrySet().stream()
                    .map(target -> target.getKey() + "=" + target.getValue().count + "=" + target.getValue().first)
                    .collect(Collectors.joining(" "));
            return requests + " " + repeated + " " + refused + " " + peakInFlight + " " + inFlight + " " + each;
        }

        static Counts parse(String line) {
            String[] words = line.trim().split(" ");
            Map<String, OfTarget> targets = new TreeMap<>();
            for (int i = 5; i < words.length; i++) {
                String[] target = words[i].split("=");
                targets.put(target[0], new OfTarget(Integer.parseInt(target[1]), Integer.parseInt(target[2])));
            }
            return new Counts(
                    Integer.parseInt(words[0]),
                    Integer.parseInt(words[1]),
                    Integer.parseInt(words[2]),
                    Integer.parseInt(words[3]),
                    Integer.parseInt(words[4]),
                    targets);
        }

        int of(String target) {
            return targets.getOrDefault(target, OfTarget.NONE).count;
        }

        int firstOf(String target) {
            return targets.getOrDefault(target, OfTarget.NONE).first;
        }
    }

    /** One that runs. */
    static final class Running implements AutoCloseable {

        private final Process process;
        private final String baseUrl;

        private Running(Process process, String baseUrl) {
            this.process = process;
            this.baseUrl = baseUrl;
        }

        String baseUrl() {
            return baseUrl;
        }

        Counts counts() throws IOException {
            process.outputWriter().write("counts\n");
            process.outputWriter().flush();
            return Counts.parse(Objects.requireNonNull(process.inputReader().readLine(), "the simulator has ended"));
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    static Running start(long rows, Duration answer) throws IOException {
        Process process = Children.start(
                System.getProperty("java.class.path"),
                SimulatedApi.class.getName(),
                List.of("-Xmx1g"),
                List.of(Long.toString(rows), Long.toString(answer.toMillis())));
        String baseUrl = process.inputReader().readLine();
        if (baseUrl == null) {
            throw new IOException("the simulator did not start");
        }
        return new Running(process, baseUrl);
    }
}
