package io.backflux.benchmarks;

import picocli.CommandLine.Option;

/** What each command has. */
final class HelpOption {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;
}
