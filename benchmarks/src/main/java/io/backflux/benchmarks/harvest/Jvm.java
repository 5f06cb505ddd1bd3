package io.backflux.benchmarks.harvest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts processes of this Java. What they say of failures goes where this process's own words go. */
final class Jvm {

    static final String OWN_CLASS_PATH = System.getProperty("java.class.path");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Jvm() {}

    static Process start(String classPath, List<String> flags, Class<?> main, List<String> arguments)
            throws IOException {
        return command(classPath, flags, main, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** One that may fail, of which nobody wants to hear how. */
    static Process startSilent(String classPath, List<String> flags, Class<?> main, List<String> arguments)
            throws IOException {
        return command(classPath, flags, main, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static ProcessBuilder command(String classPath, List<String> flags, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(JAVA);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
