package io.powerx.publish.docs;

import io.powerx.publish.cli.PxPlugin;
import io.powerx.publish.cli.host.Host;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Generates docs/reference/commands.md from the help of each command. */
final class CommandsPage {
    private static final Pattern COMMAND = Pattern.compile("(?m)^  ([a-z][a-z-]+) {2,}\\S");

    private CommandsPage() {}

    static Page make() {
        String overview = help();
        StringBuilder text =
                new StringBuilder(Page.NOTICE).append("# Commands\n\n").append(block(overview));
        for (String command : commands(overview)) {
            text.append("\n## px-plugin ").append(command).append("\n\n").append(block(help(command)));
        }
        return new Page("reference/commands.md", text.toString());
    }

    private static List<String> commands(String overview) {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(overview.substring(overview.indexOf("Commands:")));
        while (matcher.find()) {
            commands.add(matcher.group(1));
        }
        return commands;
    }

    private static String help(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--help");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Path nowhere = Path.of("").toAbsolutePath();
        Host host = new Host(Map.of(), nowhere, nowhere, stream, stream, false, Clock.systemUTC());
        int exitCode = new PxPlugin(host).run(arguments.toArray(String[]::new));
        if (exitCode != 0) {
            throw new IllegalStateException(arguments + " ended with " + exitCode);
        }
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
    }

    private static String block(String text) {
        return "```text\n" + text + "\n```\n";
    }
}
