package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.json.Json;
import java.util.List;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Prints a script that completes command lines. */
final class CompletionCommand implements PxCommand {
    private static final Extra SHELL =
            Extra.argument("SHELL", "bash, zsh or fish.").oneOf("bash", "zsh", "fish");
    static final String PROGRAM = "px-plugin";

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
        String script =
                switch (shell) {
                    case "zsh" -> ZshCompletion.script(parser.getCommandSpec());
                    case "fish" -> FishCompletion.script(parser.getCommandSpec());
                    default -> AutoComplete.bash(PROGRAM, parser);
                };
        invocation
                .console()
                .document(invocation.json() ? Json.writePretty(Map.of("shell", shell, "script", script)) : script);
        return 0;
    }

    /** A description as it is shown, on one line. */
    static String text(String... description) {
        return String.join(" ", description).replace("%%", "%").replace("%n", " ");
    }
}
