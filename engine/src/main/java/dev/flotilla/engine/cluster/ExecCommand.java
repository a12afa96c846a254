package dev.flotilla.engine.cluster;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A program that a kubeconfig wants to be run for credentials. Consent is given to all of it: another argument or variable is
/// another command.
///
/// @param apiVersion of the `ExecCredential` it speaks
/// @param environment added to Flotilla's own; may hold secrets, so [#toString] names the variables only
public record ExecCommand(String apiVersion, String command, List<String> arguments, Map<String, String> environment) {
    public ExecCommand {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /// As one would type it, with the values of variables left out.
    @Override
    public String toString() {
        var line = new StringBuilder();
        for (String name : new TreeMap<>(environment).keySet()) {
            line.append(name).append("=… ");
        }
        line.append(command);
        for (String argument : arguments) {
            line.append(' ').append(argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }
}
