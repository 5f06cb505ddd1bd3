package io.backflux.cli;

import io.backflux.OrderBy;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Takes the words after {@code --order-by} as long as they are sort rules; a target is none. */
final class SortRules implements IParameterConsumer {

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        if (words.isEmpty()) {
            throw refused(command, "Missing sort rule, such as rank,desc");
        }
        List<OrderBy> rules = option.getValue();
        do {
            try {
                rules.add(Converters.sortRule(words.pop()));
            } catch (TypeConversionException e) {
                throw refused(command, String.valueOf(e.getMessage()));
            }
        } while (!words.isEmpty() && isRule(words.peek()));
    }

    private static boolean isRule(String word) {
        return word.endsWith(",asc") || word.endsWith(",desc");
    }

    private static ParameterException refused(CommandSpec command, String message) {
        return new ParameterException(command.commandLine(), "--order-by: " + message);
    }
}
