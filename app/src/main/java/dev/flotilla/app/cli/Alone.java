package dev.flotilla.app.cli;

import java.util.Map;
import java.util.Stack;
import java.util.function.Predicate;

import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/// An option whose value may be left out takes the next argument for its value only where it looks like one, or follows `=`.
abstract class Alone implements IParameterPreprocessor {
    private final String otherwise;
    private final Predicate<String> isValue;

    /// @param otherwise what the option means without a value
    Alone(String otherwise, Predicate<String> isValue) {
        this.otherwise = otherwise;
        this.isValue = isValue;
    }

    @Override
    public final boolean preprocess(Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        boolean named = "=".equals(info.get("separator")) || !arguments.isEmpty() && isValue.test(arguments.peek());
        if (!named) arguments.push(otherwise);
        return false;
    }
}
