package io.powerx.publish.cli;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import java.util.Map;
import picocli.CommandLine;

/** The help of the program and of its commands, for people and for programs. */
final class HelpText {
    /** The narrowest help that picocli can lay out. */
    private static final int MIN_WIDTH = 55;

    private HelpText() {}

    /**
     * The help in the width and with the colors of the terminal that it is printed to.
     *
     * @param command empty for the list of commands
     */
    static String of(String command, Host host, MessageCatalog messages) {
        int columns = host.columns() == 0 ? Grammar.HELP_WIDTH : host.columns();
        int width = Math.max(MIN_WIDTH, Math.min(columns, Grammar.HELP_WIDTH));
        boolean colors = host.columns() > 0 && Console.wantsColors(host);
        return text(command, Grammar.parser(Grammar.root(CommandRun.all(), messages, width), colors));
    }

    /** The form of docs/reference/schemas/help.schema.json, in English. */
    static String json(String command) {
        CommandLine parser = Grammar.parser(Grammar.root(CommandRun.all(), MessageCatalog.ENGLISH), false);
        return Json.writePretty(Map.of("command", command, "text", text(command, parser)));
    }

    private static String text(String command, CommandLine parser) {
        CommandLine shown = parser.getSubcommands().getOrDefault(command, parser);
        return shown.getUsageMessage();
    }
}
