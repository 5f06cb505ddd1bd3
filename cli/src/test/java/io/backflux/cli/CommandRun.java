package io.backflux.cli;

import io.backflux.RetryPolicy;
import io.backflux.simulator.BacklinksSimulator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The command as a test runs it: in this process, with all of its surroundings in hand. */
final class CommandRun {

    static final String SECRET = "s3cret-w0rd";

    final Interrupt interrupt = new Interrupt();
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private OutputStream standardOutput = rows;
    private InputStream input = InputStream.nullInputStream();
    private final Map<String, String> environment = new HashMap<>();
    private Disk disk = Disk.REAL;
    private ArgumentEncoding encoding = ArgumentEncoding.UTF_8;

    private static final AtomicInteger ACCOUNTS = new AtomicInteger();

    /** A simulator with an account of its own: a port that comes again must not bring back the quota of an earlier one. */
    static BacklinksSimulator.Builder simulator() {
        return BacklinksSimulator.builder().credentials("somebody-" + ACCOUNTS.incrementAndGet(), SECRET);
    }

    CommandRun withCredentials() {
        return as("somebody");
    }

    private CommandRun as(String username) {
        return with("DATAFORSEO_USERNAME", username).with("DATAFORSEO_PASSWORD", SECRET);
    }

    /** With an environment variable. */
    CommandRun with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    CommandRun withStandardOutput(OutputStream out) {
        standardOutput = out;
        return this;
    }

    CommandRun withStandardInput(String text) {
        input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    CommandRun withEncoding(ArgumentEncoding other) {
        encoding = other;
        return this;
    }

    CommandRun withDisk(Disk other) {
        disk = other;
        return this;
    }

    int execute(String... words) {
        PrintStream err = new PrintStream(messages, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                standardOutput, input, err, disk, Terminal.NONE, environment, encoding, interrupt, RetryPolicy.NONE);
        return Backflux.commandLine(surroundings).execute(words);
    }

    /** As {@link #execute}, against this simulator instead of an embedded one. */
    int harvest(BacklinksSimulator simulator, String... words) {
        return run(simulator, "harvest", words);
    }

    int run(BacklinksSimulator simulator, String command, String... words) {
        String[] all = new String[words.length + 3];
        all[0] = command;
        all[1] = "--base-url";
        all[2] = simulator.baseUrl().toString();
        System.arraycopy(words, 0, all, 3, words.length);
        return as(simulator.username()).execute(all);
    }

    String rows() {
        return rows.toString(StandardCharsets.UTF_8);
    }

    String messages() {
        return messages.toString(StandardCharsets.UTF_8);
    }
}
