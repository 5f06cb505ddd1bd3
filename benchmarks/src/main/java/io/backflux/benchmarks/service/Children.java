package io.backflux.benchmarks.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts other JVMs of this Java. */
final class Children {

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Children() {}

    /** One that talks over its standard input and output. */
    static Process start(String classPath, String main, List<String> flags, List<String> arguments) throws IOException {
        return command(classPath, main, flags, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** One that writes all it says to a file. */
    static Process startLogging(
            String classPath,
            String main,
            List<String> flags,
            List<String> arguments,
            Map<String, String> environment,
            File log)
            throws IOException {
        ProcessBuilder command = command(classPath, main, flags, arguments)
                .redirectErrorStream(true)
                .redirectOutput(log);
        command.environment().putAll(environment);
        return command.start();
    }

    private static ProcessBuilder command(String classPath, String main, List<String> flags, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }
}
