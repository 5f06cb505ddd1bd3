package io.backflux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backflux.simulator.BacklinksSimulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own with little memory, the server outside of it. */
final class SmallJvm {

    private SmallJvm() {}

    /**
     * Runs a class there, which must exit with 0.
     *
     * @param megabytes of heap; buffers outside of it may have as many
     * @param args what follows the server's base URL. Login and password come as two lines of the input
     * @return what it printed
     */
    static String run(BacklinksSimulator simulator, int megabytes, Class<?> main, Object... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                simulator.baseUrl().toString()));
        for (Object arg : args) {
            command.add(arg.toString());
        }
        Path log = Files.createTempFile("small", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process.getOutputStream()
                .write((simulator.username() + "\n" + simulator.password() + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        int exit = process.waitFor();
        String printed = Files.readString(log);
        Files.delete(log);
        assertThat(exit).as(printed).isZero();
        assertThat(printed).doesNotContain("OutOfMemory");
        return printed;
    }
}
