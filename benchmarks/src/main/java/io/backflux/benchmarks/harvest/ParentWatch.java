package io.backflux.benchmarks.harvest;

import java.io.IOException;

/** Ends this process when its parent has gone, which closes its standard input. */
final class ParentWatch {

    private ParentWatch() {}

    static void start() {
        Thread watch = new Thread(ParentWatch::await, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void await() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said there
            }
        } catch (IOException e) {
            // gone as well
        }
        Runtime.getRuntime().halt(0);
    }
}
