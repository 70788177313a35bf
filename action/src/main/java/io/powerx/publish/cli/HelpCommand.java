package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** Prints the help of a command, as {@code --help} does. */
final class HelpCommand implements PxCommand {
    private static final String COMMAND = "COMMAND";

    @Override
    public String name() {
        return "help";
    }

    @Override
    public String summary() {
        return "Print the help of a command.";
    }

    @Override
    public List<Setting> settings() {
        return List.of();
    }

    @Override
    public List<Extra> extras() {
        return List.of(Extra.optionalArgument(COMMAND, "Default: the list of commands."));
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example("px-plugin help publish", "the options of publish, with examples"));
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public int run(Invocation invocation) {
        CommandLine parser = Grammar.parser(
                Grammar.root(CommandRun.all(), invocation.messages()), Console.wantsColors(invocation.host()));
        Optional<String> name = invocation.extra(COMMAND);
        CommandLine shown = name.map(parser.getSubcommands()::get).orElse(name.isEmpty() ? parser : null);
        if (shown == null) {
            throw unknown(name.orElse(""), parser.getSubcommands().keySet());
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(Map.of("command", name.orElse(""), "text", english(name)))
                                : shown.getUsageMessage());
        return 0;
    }

    private static PublishException unknown(String name, Set<String> known) {
        String closest = ClosestMatch.to(name, known);
        return PublishException.of(
                ErrorCode.OPTION_INVALID,
                "print the help of a command",
                closest == null
                        ? "there is no such command; px-plugin help lists all of them"
                        : "there is no such command; did you mean " + closest + "?");
    }

    private static String english(Optional<String> name) {
        CommandLine parser = Grammar.parser(Grammar.root(CommandRun.all(), MessageCatalog.ENGLISH), false);
        return name.map(parser.getSubcommands()::get).orElse(parser).getUsageMessage();
    }
}
