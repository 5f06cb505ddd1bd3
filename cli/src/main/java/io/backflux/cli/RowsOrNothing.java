package io.backflux.cli;

import java.util.Map;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lets {@code --simulate} take the next word only if it is a whole number, since a target may follow. */
final class RowsOrNothing implements IParameterPreprocessor {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    @Override
    public boolean preprocess(Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        boolean attached = !" ".equals(info.get("separator"));
        boolean number = !words.isEmpty() && WHOLE_NUMBER.matcher(words.peek()).matches();
        if (!attached && !number) {
            words.push(ServerOptions.USUAL_ROWS);
        }
        return false;
    }
}
