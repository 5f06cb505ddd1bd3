package io.backflux.cli;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what is wrong with the request into the command line's own error, which tells it and points to the help. */
final class Refusal {

    private Refusal() {}

    static void of(@Nullable CommandSpec spec, Runnable step) {
        of(spec, () -> {
            step.run();
            return true;
        });
    }

    static <T> T of(@Nullable CommandSpec spec, Supplier<T> step) {
        try {
            return step.get();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), OptionWords.of(String.valueOf(e.getMessage())), e);
        }
    }
}
