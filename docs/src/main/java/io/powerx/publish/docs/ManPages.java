package io.powerx.publish.docs;

import io.powerx.publish.cli.PxPlugin;
import io.powerx.publish.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Generates the man pages px-plugin(1) and px-plugin-COMMAND(1) from the help of the commands. */
public final class ManPages {
    private static final String PROGRAM = "px-plugin";

    private ManPages() {}

    /**
     * Writes all pages.
     *
     * @param arguments the folder, the version, and the date of the pages as in 2026-01-31
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (Map.Entry<String, String> page : all(arguments[1], arguments[2]).entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }

    /** The pages by file name. */
    static Map<String, String> all(String version, String date) {
        CommandSpec root = PxPlugin.commands();
        CommandLine parser = new CommandLine(root);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(PROGRAM + ".1", overview(root, version, date));
        parser.getSubcommands()
                .forEach((name, command) -> pages.put(
                        PROGRAM + "-" + name + ".1",
                        page(PROGRAM + "-" + name, command.getCommandSpec(), version, date)));
        return pages;
    }

    private static String overview(CommandSpec root, String version, String date) {
        RoffText text = begin(PROGRAM, root, version, date);
        text.section("COMMANDS");
        root.subcommands()
                .forEach((name, command) ->
                        text.entry(PROGRAM + "-" + name + "(1)", described(command.getCommandSpec())));
        options(text, root);
        text.section("EXIT STATUS").entry("0", "Done, or already published.");
        Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(ErrorCode::exitCode, TreeMap::new, Collectors.toList()))
                .forEach((exit, codes) -> text.entry(
                        exit.toString(),
                        codes.stream().map(ErrorCode::wireName).collect(Collectors.joining(", ")) + "."));
        text.section("ENVIRONMENT")
                .paragraph(
                        "The description of an option ends with the environment variable that sets it, in brackets.");
        text.section("FILES")
                .entry("publish.yml", "The settings of a project.")
                .entry("~/.powerx-plugin/config.json", "The settings of a user.")
                .entry("publish-receipt.json", "The record of a publish.")
                .entry("publish-debug.log", "Written if a publish fails.");
        return text.toString();
    }

    private static String page(String name, CommandSpec command, String version, String date) {
        RoffText text = begin(name, command, version, date);
        options(text, command);
        text.section("SEE ALSO").paragraph(PROGRAM + "(1)");
        return text.toString();
    }

    private static RoffText begin(String name, CommandSpec command, String version, String date) {
        String synopsis = PROGRAM + " "
                + (command.parent() == null ? "COMMAND [OPTIONS]" : command.name() + " [OPTIONS]" + arguments(command));
        return new RoffText(name, date, PROGRAM + " " + version)
                .section("NAME")
                .name(name, described(command).replaceFirst("\\.$", ""))
                .section("SYNOPSIS")
                .paragraph(synopsis)
                .section("DESCRIPTION")
                .paragraph(described(command))
                .help(Arrays.stream(command.usageMessage().footer())
                        .map(ManPages::unescaped)
                        .toList());
    }

    private static String arguments(CommandSpec command) {
        return command.positionalParameters().stream()
                .map(argument -> argument.required() ? " " + argument.paramLabel() : " [" + argument.paramLabel() + "]")
                .collect(Collectors.joining());
    }

    private static void options(RoffText text, CommandSpec command) {
        text.section("OPTIONS");
        command.positionalParameters()
                .forEach(argument -> text.entry(argument.paramLabel(), joined(argument.description())));
        command.options()
                .forEach(option -> text.entry(
                        String.join(", ", option.names()) + (option.arity().max() > 0 ? " " + option.paramLabel() : ""),
                        joined(option.description())));
    }

    private static String described(CommandSpec command) {
        return joined(command.usageMessage().description());
    }

    private static String joined(String... lines) {
        return unescaped(String.join(" ", lines));
    }

    private static String unescaped(String text) {
        return text.replace("%%", "%");
    }
}
