package io.backflux.quota.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis server of a test's own, on a free port of this machine: the one that is installed, or else one that a test dependency
 * carries. It holds nothing on a disk.
 */
final class RedisProcess implements AutoCloseable {

    private static final String MISSING = "no Redis server can be started here: install the package redis-server";
    private static final @Nullable String PROGRAM = program();
    private static final int TRIES = 5;

    private final List<String> options;
    private final int port;
    private Process process;

    private RedisProcess(List<String> options, int port, Process process) {
        this.options = options;
        this.port = port;
        this.process = process;
    }

    /** Skips the test where there is no server to start, or fails it where one is required. */
    static RedisProcess start(String... options) {
        if (PROGRAM == null && Boolean.getBoolean("backflux.redis.required")) {
            throw new AssertionError(MISSING);
        }
        assumeTrue(PROGRAM != null, MISSING);
        for (int tries = 1; ; tries++) {
            int port = freePort();
            try {
                return new RedisProcess(List.of(options), port, launch(port, List.of(options)));
            } catch (IOException e) {
                if (tries == TRIES) { // Another process may take the port first.
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** As by a power cut: what it knew is lost. */
    void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Anew, at the same port, and knowing nothing. */
    void restart() throws IOException {
        process = launch(port, options);
    }

    /** It stays connected, and answers nothing. */
    void freeze() throws IOException {
        signal(process, "STOP");
    }

    void thaw() throws IOException {
        signal(process, "CONT");
    }

    static void signal(Process process, String name) throws IOException {
        await(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start());
    }

    @Override
    public void close() {
        kill();
    }

    private static void await(Process ending) {
        try {
            if (!ending.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it doesn't end: " + ending);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Process launch(int port, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                String.valueOf(PROGRAM),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(options);
        Path folder = Files.createTempDirectory("redis");
        Process started = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        BufferedReader out = started.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains("Ready to accept connections") || line.contains("ready to accept connections")) {
                Thread reader = new Thread(() -> drain(out), "redis-output");
                reader.setDaemon(true);
                reader.start();
                return started;
            }
        }
        throw new IOException("the server did not start: " + said);
    }

    private static void drain(BufferedReader out) {
        try (out) {
            while (out.readLine() != null) {
                // So that it never waits for a reader.
            }
        } catch (IOException e) {
            // It was killed.
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where none runs on this machine. */
    private static @Nullable String program() {
        String path = System.getenv().getOrDefault("PATH", "");
        Stream<String> installed = Stream.of(path.split(File.pathSeparator)).map(folder -> folder + "/redis-server");
        return Stream.concat(installed, Stream.of(carried()).filter(it -> !it.isEmpty()))
                .filter(RedisProcess::runs)
                .findFirst()
                .orElse(null);
    }

    private static boolean runs(String program) {
        try {
            Process asked = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            asked.getInputStream().readAllBytes();
            return asked.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The one from the dependency, as a file; empty where it has none for this machine. */
    private static String carried() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        String name =
                machine.contains("aarch64") ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            return "";
        }
        try (InputStream in = RedisProcess.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                return "";
            }
            Path file = Files.createTempFile("redis-server", "");
            file.toFile().deleteOnExit();
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return file.toFile().setExecutable(true) ? file.toString() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
