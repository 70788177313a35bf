package io.powerx.publish.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes a completion function for zsh. The script works as an autoloaded file named {@code _px-plugin} in a folder of {@code fpath}, and if
 * it is sourced.
 */
final class ZshCompletion {
    private ZshCompletion() {}

    static String script(CommandSpec root) {
        StringBuilder commands = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        root.subcommands().forEach((name, command) -> {
            CommandSpec spec = command.getCommandSpec();
            String summary = CompletionCommand.text(spec.usageMessage().description());
            commands.append("        ")
                    .append(quoted(name + ":" + escaped(summary)))
                    .append('\n');
            arguments.append("        %s)\n          _arguments%s\n          ;;\n".formatted(name, specs(spec)));
        });
        return """
                #compdef px-plugin
                # Completion of px-plugin for zsh

                _px-plugin() {
                  local curcontext="$curcontext" state line
                  local -a commands
                  _arguments -C%s \\
                    '1:command:->command' \\
                    '*::argument:->argument'
                  case $state in
                    command)
                      commands=(
                %s      )
                      _describe command commands
                      ;;
                    argument)
                      case $words[1] in
                %s      esac
                      ;;
                  esac
                }

                if [ "$funcstack[1]" = _px-plugin ]; then
                  _px-plugin "$@"
                else
                  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
                  compdef _px-plugin px-plugin
                fi""".formatted(options(root), commands, arguments);
    }

    private static String specs(CommandSpec spec) {
        List<String> files = new ArrayList<>();
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            String position = String.valueOf(argument.index().min() + 1);
            String name = escaped(argument.paramLabel());
            files.add(" " + quoted(position + ":" + name + ":" + values(argument.completionCandidates())));
        }
        return options(spec) + String.join("", files);
    }

    private static String options(CommandSpec spec) {
        StringBuilder options = new StringBuilder();
        for (OptionSpec option : spec.options()) {
            String value = option.arity().max() == 0
                    ? ""
                    : ":" + escaped(option.paramLabel()) + ":" + values(option.completionCandidates());
            String description = "[" + escaped(CompletionCommand.text(option.description())) + "]";
            for (String name : option.names()) {
                String separator = value.isEmpty() ? "" : "=";
                options.append(" \\\n            ").append(quoted(name + separator + description + value));
            }
        }
        return options.toString();
    }

    private static String values(@Nullable Iterable<String> candidates) {
        return candidates == null ? "_files" : "(" + String.join(" ", candidates) + ")";
    }

    /** Escapes what delimits the parts of a specification of {@code _arguments}, and what it would expand. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\\\[\\]:$`]", "\\\\$0");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
