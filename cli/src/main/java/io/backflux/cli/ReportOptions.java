package io.backflux.cli;

import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What a command reports, and where; and what its help looks like. */
@Command(
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        footerHeading = "%n")
final class ReportOptions {

    @Option(
            names = "--summary",
            paramLabel = "FILE|-",
            description = "Write the end as JSON, too; only a summary is overwritten. - for standard output.")
    private @Nullable String summary;

    @Option(names = "--verbose", description = "Say more: retries and their reasons, and where an error came from.")
    private boolean verbose;

    /** Whether a command was asked to say where an error came from. */
    static boolean isVerbose(CommandSpec command) {
        return command.mixins().values().stream()
                .anyMatch(mixin -> mixin.userObject() instanceof ReportOptions options && options.verbose);
    }

    boolean isVerbose() {
        return verbose;
    }

    /** Where the summary goes: a file, or {@code -}; null for nowhere. */
    @Nullable String summary() {
        return summary;
    }

    /** Says what ended each target, where it was a failure. */
    void tell(List<@Nullable Throwable> errors, PrintStream messages) {
        Failure.lines(errors).forEach(line -> messages.println("backflux: " + line));
        if (verbose) {
            errors.forEach(error -> Failure.trace(error, messages));
        }
    }
}
