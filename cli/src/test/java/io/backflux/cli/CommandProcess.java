package io.backflux.cli;

import io.backflux.simulator.BacklinksSimulator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The command as a shell starts it: in a process of its own, which can be killed. */
final class CommandProcess {

    private static final String SMALL_HEAP = "48m";

    private final Process process;
    private final Path messages;

    private CommandProcess(Process process, Path messages) {
        this.process = process;
        this.messages = messages;
    }

    /** {@code backflux harvest}, against this simulator. */
    static CommandProcess harvest(BacklinksSimulator simulator, Path messages, String... words) throws IOException {
        return start(List.of(), SMALL_HEAP, simulator, messages, words);
    }

    /** The same in a heap of another size, such as {@code 128m}. */
    static CommandProcess harvestIn(String heap, BacklinksSimulator simulator, Path messages, String... words)
            throws IOException {
        return start(List.of(), heap, simulator, messages, words);
    }

    /**
     * @param shell what a shell is to do before it becomes the command, such as {@code ulimit -f 1000}
     */
    static CommandProcess harvestAfter(String shell, BacklinksSimulator simulator, Path messages, String... words)
            throws IOException {
        return start(List.of("sh", "-c", shell + "; exec \"$@\"", "sh"), SMALL_HEAP, simulator, messages, words);
    }

    private static CommandProcess start(
            List<String> before, String heap, BacklinksSimulator simulator, Path messages, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-Xmx" + heap));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "harvest"));
        command.addAll(List.of("--base-url", simulator.baseUrl().toString()));
        command.addAll(List.of("--requests-per-minute", "1000000"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(messages.toFile()))
                .redirectInput(new File("/dev/null"));
        builder.environment().put("DATAFORSEO_USERNAME", simulator.username());
        builder.environment().put("DATAFORSEO_PASSWORD", simulator.password());
        return new CommandProcess(builder.start(), messages);
    }

    /** SIGKILL as soon as this is so, unless it ends before. */
    boolean killWhen(BooleanSupplier isSo) throws InterruptedException {
        boolean killed = awaitUnlessOver(isSo);
        process.destroyForcibly();
        process.waitFor();
        return killed;
    }

    /** True once this is so; false where the process ended before. */
    boolean awaitUnlessOver(BooleanSupplier isSo) throws InterruptedException {
        while (!isSo.getAsBoolean()) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    String messages() throws IOException {
        return Files.readString(messages);
    }
}
