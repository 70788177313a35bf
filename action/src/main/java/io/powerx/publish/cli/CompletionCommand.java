package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.json.Json;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Prints a script that completes command lines. */
final class CompletionCommand implements PxCommand {
    private static final Extra SHELL =
            Extra.argument("SHELL", "bash, zsh or fish.").oneOf("bash", "zsh", "fish");
    private static final String PROGRAM = "px-plugin";

    @Override
    public String name() {
        return "completion";
    }

    @Override
    public String summary() {
        return "Print the completion script for a shell.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(SHELL);
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin completion bash > /etc/bash_completion.d/px-plugin", "for all users of bash"),
                new Example("source <(px-plugin completion zsh)", "in ~/.zshrc"),
                new Example(
                        "px-plugin completion fish > ~/.config/fish/completions/px-plugin.fish",
                        "for the current user of fish"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        CommandLine parser = Grammar.parser(Grammar.root(CommandRun.all(), invocation.messages()), false);
        String shell = invocation.choice(SHELL).orElseThrow();
        String script = shell.equals("fish") ? fish(parser) : AutoComplete.bash(PROGRAM, parser);
        invocation
                .console()
                .document(invocation.json() ? Json.writePretty(Map.of("shell", shell, "script", script)) : script);
        return 0;
    }

    private static String fish(CommandLine parser) {
        StringBuilder script = new StringBuilder("# Completion of px-plugin for fish\n");
        parser.getSubcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            script.append("complete -c ")
                    .append(PROGRAM)
                    .append(" -n __fish_use_subcommand -f -a ")
                    .append(name)
                    .append(" -d ")
                    .append(quoted(String.join(" ", spec.usageMessage().description())))
                    .append('\n');
            for (OptionSpec option : spec.options()) {
                script.append("complete -c ")
                        .append(PROGRAM)
                        .append(" -n '__fish_seen_subcommand_from ")
                        .append(name)
                        .append("' -l ")
                        .append(option.longestName().replaceFirst("^--", ""))
                        .append(values(option))
                        .append(" -d ")
                        .append(quoted(String.join(" ", option.description())))
                        .append('\n');
            }
            for (PositionalParamSpec argument : spec.positionalParameters()) {
                if (argument.completionCandidates() != null) {
                    script.append("complete -c ")
                            .append(PROGRAM)
                            .append(" -n '__fish_seen_subcommand_from ")
                            .append(name)
                            .append("' -f -a ")
                            .append(quoted(String.join(" ", argument.completionCandidates())))
                            .append('\n');
                }
            }
        });
        return script.toString().stripTrailing();
    }

    private static String values(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return option.completionCandidates() == null
                ? " -r"
                : " -x -a " + quoted(String.join(" ", option.completionCandidates()));
    }

    private static String quoted(String text) {
        return "'" + text.replace("%%", "%").replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
