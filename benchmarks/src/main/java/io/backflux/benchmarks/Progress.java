package io.backflux.benchmarks;

/** Tells on standard error how far a run has come. */
public final class Progress {

    private final String suite;
    private final int steps;
    private int step;

    public Progress(String suite, int steps) {
        this.suite = suite;
        this.steps = steps;
    }

    public void next(String what) {
        step++;
        System.err.println(suite + " " + step + "/" + steps + ": " + what);
    }
}
