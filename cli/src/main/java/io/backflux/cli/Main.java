package io.backflux.cli;

import java.time.Duration;

/** Where the process begins, and what it does on a signal to end. */
public final class Main {

    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

    private Main() {}

    public static void main(String[] arguments) {
        Interrupt interrupt = new Interrupt();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> die(error));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupt.stopAndWait(LONGEST_GOODBYE)));
        int exitCode;
        try {
            exitCode = Backflux.commandLine(Surroundings.ofProcess(interrupt)).execute(arguments);
        } finally {
            interrupt.finished();
        }
        System.exit(exitCode);
    }

    /** Without memory, say, a thread that is waited for may be gone: better no end of the story than no end. */
    private static void die(Throwable error) {
        System.err.println("backflux: " + Failure.words(error));
        Runtime.getRuntime().halt(ExitCode.OTHER.number());
    }
}
