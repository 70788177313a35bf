package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.List;

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
        return List.of(Extra.optionalArgument(COMMAND, "Default: the list of commands.")
                .oneOf(CommandRun.names().toArray(String[]::new)));
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
        String name = invocation.extra(COMMAND).orElse("");
        if (!name.isEmpty() && !CommandRun.names().contains(name)) {
            throw unknown(name);
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? HelpText.json(name)
                                : HelpText.of(name, invocation.host(), invocation.messages()));
        return 0;
    }

    private static PublishException unknown(String name) {
        String closest = ClosestMatch.to(name, CommandRun.names());
        return PublishException.of(
                ErrorCode.OPTION_INVALID,
                "print the help of a command",
                closest == null
                        ? "there is no such command; px-plugin help lists all of them"
                        : "there is no such command; did you mean " + closest + "?");
    }
}
