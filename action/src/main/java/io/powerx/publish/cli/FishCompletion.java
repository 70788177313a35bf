package io.powerx.publish.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes a completion script for fish: a list of {@code complete} commands. */
final class FishCompletion {
    private static final String NO_COMMAND_YET = "__fish_use_subcommand";

    private final StringBuilder script = new StringBuilder("# Completion of px-plugin for fish\n");

    private FishCompletion() {}

    static String script(CommandSpec root) {
        FishCompletion completion = new FishCompletion();
        completion.addOptions(NO_COMMAND_YET, root);
        root.subcommands().forEach((name, command) -> completion.addCommand(name, command.getCommandSpec()));
        return completion.script.toString().stripTrailing();
    }

    private void addCommand(String name, CommandSpec spec) {
        add(NO_COMMAND_YET, "-f -a " + name, spec.usageMessage().description());
        String condition = quoted("__fish_seen_subcommand_from " + name);
        addOptions(condition, spec);
        // Without -f, fish offers files as well, which another argument of the command can be.
        boolean choicesOnly = spec.positionalParameters().stream().allMatch(FishCompletion::isChoice);
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            if (isChoice(argument)) {
                add(condition, (choicesOnly ? "-f -a " : "-a ") + choices(argument.completionCandidates()));
            }
        }
    }

    private static boolean isChoice(PositionalParamSpec argument) {
        return argument.completionCandidates() != null;
    }

    private void addOptions(String condition, CommandSpec spec) {
        for (OptionSpec option : spec.options()) {
            String name = "-l " + option.longestName().replaceFirst("^--", "");
            add(condition, name + value(option), option.description());
        }
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return option.completionCandidates() == null ? " -r" : " -x -a " + choices(option.completionCandidates());
    }

    private void add(String condition, String completion, String... description) {
        script.append("complete -c %s -n %s %s".formatted(CompletionCommand.PROGRAM, condition, completion));
        if (description.length > 0) {
            script.append(" -d ").append(quoted(CompletionCommand.text(description)));
        }
        script.append('\n');
    }

    private static String choices(Iterable<String> choices) {
        return quoted(String.join(" ", choices));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
