package io.backflux.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole. */
@Command(
        name = "backflux",
        description = "Every backlink of a website, from the DataForSEO backlinks API.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footerHeading = "%n",
        footer = {
            "Try it without an account:",
            "  backflux estimate forbes.com --simulate 100000",
            "  backflux harvest forbes.com --simulate 100000 --order stable --out forbes.ndjson"
        })
final class Backflux implements Runnable {

    private static final int HELP_WIDTH = 96;

    @Spec
    private @Nullable CommandSpec spec;

    private Backflux() {}

    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine commandLine = new CommandLine(new Backflux());
        commandLine.addSubcommand(new HarvestCommand(surroundings));
        commandLine.addSubcommand(new EstimateCommand(surroundings));
        commandLine.setErr(writer(surroundings.messages()));
        commandLine.setUsageHelpWidth(HELP_WIDTH);
        // A file's words are split and cut in ways that make other targets of them.
        commandLine.setExpandAtFiles(false);
        Converters.registerAt(commandLine);
        commandLine.setExecutionStrategy(parsed -> run(parsed, surroundings.encoding()));
        commandLine.setParameterExceptionHandler(Backflux::wrong);
        commandLine.setExecutionExceptionHandler(Backflux::failed);
        return commandLine;
    }

    /** A stream's own encoding is known from Java 18 on only; messages are ASCII but for what they quote. */
    private static PrintWriter writer(PrintStream messages) {
        return new PrintWriter(new OutputStreamWriter(messages, Charset.defaultCharset()), true);
    }

    private static int run(ParseResult parsed, ArgumentEncoding encoding) {
        try {
            encoding.check(parsed.originalArgs());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(parsed.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "there is no command; say harvest or estimate");
        }
    }

    private static int wrong(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("backflux: " + Failure.oneLine(words(wrong)));
        if (!UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.REQUEST_WRONG.number();
    }

    private static String words(ParameterException wrong) {
        boolean noCommand = wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && wrong.getCommandLine().getParent() == null;
        return noCommand
                ? "there is no command "
                        + ((UnmatchedArgumentException) wrong).getUnmatched().get(0) + "; say harvest or estimate"
                : String.valueOf(wrong.getMessage());
    }

    private static int failed(Exception error, CommandLine command, ParseResult parsed) {
        command.getErr().println("backflux: " + Failure.words(error));
        if (ReportOptions.isVerbose(command.getCommandSpec())) {
            error.printStackTrace(command.getErr());
        }
        return ExitCode.of(error).number();
    }
}
