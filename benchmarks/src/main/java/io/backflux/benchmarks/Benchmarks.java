package io.backflux.benchmarks;

import io.backflux.benchmarks.reader.ReaderSuite;
import java.util.regex.Pattern;

/** The command: subjects by a regular expression, all without one. */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        Pattern only = Pattern.compile(args.length == 0 ? "" : args[0]);
        for (Result result : new ReaderSuite().run(new RunOptions(5, false, only))) {
            System.out.println(result);
        }
    }
}
