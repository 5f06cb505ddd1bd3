package io.backflux.cli;

import io.backflux.BacklinkColumn;
import java.util.List;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Takes the words after {@code --select} as long as they can be fields' names, also with commas; a target has a dot in it. */
final class FieldNames implements IParameterConsumer {

    private static final Pattern NAMES = Pattern.compile("\\w+(,\\w+)*,?");

    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
        if (words.isEmpty() || words.peek().startsWith("-")) {
            throw new ParameterException(command.commandLine(), "--select: Missing field, such as url_from");
        }
        List<String> names = option.getValue();
        do {
            names.addAll(List.of(words.pop().split(",", -1)));
        } while (!words.isEmpty() && isField(words.peek()));
    }

    private static boolean isField(String word) {
        return NAMES.matcher(word).matches() || BacklinkColumn.named(word.split("[.,]", 2)[0]) != null;
    }
}
