package io.backflux.benchmarks;

import java.util.List;

/** Something that is measured, by its name on the command line. */
public interface Suite {

    String name();

    List<Result> run(RunOptions options) throws Exception;
}
