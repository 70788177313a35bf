package io.powerx.publish.cli;

import io.powerx.publish.config.InvalidChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Describes a usage error without repeating values, which may be secrets. */
final class MisuseText {
    private MisuseText() {}

    static String of(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched);
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing);
        }
        if (e instanceof OverwrittenOptionException repeated) {
            return name(repeated.getOverwritten()) + " is specified more than once";
        }
        String message = String.valueOf(e.getMessage());
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static String missing(MissingParameterException e) {
        ArgSpec first = e.getMissing().get(0);
        String message = String.valueOf(e.getMessage());
        boolean withoutValue = message.startsWith("Missing required parameter for option")
                || message.startsWith("Expected parameter for option");
        if (withoutValue) {
            return name(first) + " has no value; expected " + first.paramLabel();
        }
        List<String> choices = choices(first);
        return choices.isEmpty()
                ? name(first) + " is missing"
                : name(first) + " is missing; it must be " + InvalidChoice.anyOf(choices);
    }

    /** About an option or an argument with an empty value. */
    static String empty(ArgSpec argument) {
        return argument instanceof OptionSpec
                ? name(argument) + " has an empty value; expected " + argument.paramLabel()
                : name(argument) + " is empty";
    }

    private static List<String> choices(ArgSpec argument) {
        List<String> choices = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(choices::add);
        }
        return choices;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    private static String unmatched(UnmatchedArgumentException e) {
        CommandLine command = e.getCommandLine();
        String first = e.getUnmatched().get(0);
        if (!first.startsWith("-") && !command.getSubcommands().isEmpty()) {
            List<String> names = new ArrayList<>(command.getSubcommands().keySet());
            return "unknown command " + first + InvalidChoice.suggestion(first, names);
        }
        List<String> options = e.getUnmatched().stream()
                .filter(argument -> argument.startsWith("-"))
                .map(argument -> argument.replaceFirst("=.*", ""))
                .toList();
        if (!options.isEmpty()) {
            List<String> known = command.getCommandSpec().options().stream()
                    .map(OptionSpec::longestName)
                    .toList();
            return options.stream()
                    .map(option -> "unknown option " + option + InvalidChoice.suggestion(option, known))
                    .collect(Collectors.joining(", "));
        }
        return surplus(command.getCommandSpec(), e.getUnmatched().size());
    }

    private static String surplus(CommandSpec command, int count) {
        String accepted =
                command.positionalParameters().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" "));
        if (accepted.isEmpty()) {
            return count == 1
                    ? "there is one argument too many; " + command.name() + " takes none"
                    : "there are " + count + " arguments too many; " + command.name() + " takes none";
        }
        return count == 1
                ? "there is one argument too many; " + command.name() + " takes only " + accepted
                : "there are " + count + " arguments too many; " + command.name() + " takes only " + accepted;
    }

    /** What the user probably meant, with placeholders for a vocabulary; empty if that is unknown. */
    static Optional<String> advice(ParameterException e) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        boolean surplus = e instanceof UnmatchedArgumentException unmatched
                && command.parent() != null
                && unmatched.getUnmatched().stream().noneMatch(argument -> argument.startsWith("-"));
        return surplus && command.findOption("--project") != null
                ? Optional.of("To choose the plugin's folder, set {project}.")
                : Optional.empty();
    }
}
