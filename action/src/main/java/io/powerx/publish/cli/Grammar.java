package io.powerx.publish.cli;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SettingType;
import io.powerx.publish.message.MessageCatalog;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Builds the command-line parser from the commands and the settings, without reflection. */
final class Grammar {
    /** Prefix of the option that turns off a setting which is on by default. */
    private static final String NEGATION = "no-";

    /** Commands before options, because a user looks for a command first. */
    private static final List<String> ORDER = List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER);

    /** Columns of help that is not shown on a narrower terminal. */
    static final int HELP_WIDTH = 100;

    private final MessageCatalog messages;
    private final int width;

    private Grammar(MessageCatalog messages, int width) {
        this.messages = messages;
        this.width = width;
    }

    /** @param messages the language of the help */
    static CommandSpec root(List<PxCommand> commands, MessageCatalog messages) {
        return root(commands, messages, HELP_WIDTH);
    }

    /**
     * @param messages the language of the help
     * @param width of the help in columns
     */
    static CommandSpec root(List<PxCommand> commands, MessageCatalog messages, int width) {
        return new Grammar(messages, width).root(commands);
    }

    private CommandSpec root(List<PxCommand> commands) {
        CommandSpec root = CommandSpec.create().name("px-plugin");
        root.addOption(OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .arity("0")
                .description(messages.text("Print the version and exit."))
                .build());
        root.usageMessage()
                .sectionKeys(ORDER)
                .optionListHeading("%n" + messages.text("Options:") + "%n")
                .description(messages.text(
                        "Publishes PowerX plugins: checks, packs, signs, uploads and submits them for review."))
                .commandListHeading("%n" + messages.text("Commands:") + "%n")
                .footer(
                        "",
                        messages.text("Try it without a Marketplace, in the folder of a plugin:"),
                        "  px-plugin publish --sandbox",
                        "",
                        messages.text("Run px-plugin COMMAND --help for the options of a command and examples."));
        addCommon(root);
        commands.forEach(command -> root.addSubcommand(command.name(), spec(command)));
        return root;
    }

    /** The settings that were specified as options. */
    static Map<Setting, String> settings(ParseResult result) {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (ParseResult level = result; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            for (OptionSpec option : level.matchedOptions()) {
                String id = option.longestName().replaceFirst("^--", "");
                Optional<Setting> named = Setting.ofId(id);
                named.ifPresent(setting -> values.put(setting, String.valueOf(option.<Object>getValue())));
                if (named.isEmpty() && id.startsWith(NEGATION)) {
                    Setting.ofId(id.substring(NEGATION.length())).ifPresent(setting -> values.put(setting, "false"));
                }
            }
        }
        return values;
    }

    /**
     * Rejects options and arguments with an empty value, which is usually a variable that a script did not set: the default would then be
     * used although the user chose something.
     *
     * @throws ParameterException for the first one
     */
    static void requireValues(ParseResult result) {
        for (ParseResult level = result; level != null; level = level.hasSubcommand() ? level.subcommand() : null) {
            CommandLine called = level.commandSpec().commandLine();
            for (ArgSpec matched : level.matchedArgs()) {
                if (matched.getValue() instanceof String value && value.isBlank()) {
                    throw new ParameterException(called, MisuseText.empty(matched));
                }
            }
        }
    }

    /** The values of the command's own options and arguments, by name. */
    static Map<String, String> extras(ParseResult result, PxCommand command) {
        Map<String, String> values = new LinkedHashMap<>();
        for (PxCommand.Extra extra : command.extras()) {
            for (ArgSpec matched : result.matchedArgs()) {
                boolean same = matched instanceof OptionSpec option
                        ? option.longestName().equals(extra.name())
                        : matched.paramLabel().equals(extra.name());
                if (same) {
                    values.put(extra.name(), String.valueOf(matched.<Object>getValue()));
                }
            }
        }
        return values;
    }

    private CommandSpec spec(PxCommand command) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(command.name());
        command.settings().forEach(setting -> spec.addOption(option(setting)));
        int position = 0;
        for (PxCommand.Extra extra : command.extras()) {
            if (extra.name().startsWith("-")) {
                spec.addOption(option(extra));
            } else {
                spec.addPositional(PositionalParamSpec.builder()
                        .paramLabel(extra.label())
                        .description(escaped(messages.text(extra.description())))
                        .type(String.class)
                        .completionCandidates(candidates(extra.choices()))
                        .index(String.valueOf(position++))
                        .arity(extra.required() ? "1" : "0..1")
                        .required(extra.required())
                        .build());
            }
        }
        spec.usageMessage()
                .description(escaped(messages.text(command.summary())))
                .optionListHeading("%n" + messages.text("Options:") + "%n")
                .sortOptions(false)
                .footer(footer(command));
        addCommon(spec);
        return spec;
    }

    private void addCommon(CommandSpec spec) {
        CommandSettings.GLOBAL.forEach(setting -> spec.addOption(option(setting)));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .description(messages.text("Print this help and exit."))
                .build());
        spec.usageMessage()
                .synopsisHeading(messages.text("Usage: "))
                .abbreviateSynopsis(true)
                .width(width)
                .adjustLineBreaksForWideCJKCharacters(true);
    }

    private String[] footer(PxCommand command) {
        List<String> lines = new ArrayList<>();
        if (!command.remarks().isEmpty()) {
            lines.add("");
            command.remarks().forEach(line -> lines.add(escaped(messages.text(line))));
        }
        lines.add("");
        lines.add(messages.text("Examples:"));
        for (PxCommand.Example example : command.examples()) {
            lines.add(escaped("  # " + messages.text(example.purpose())));
            lines.add(escaped("  " + example.commandLine()));
        }
        return lines.toArray(String[]::new);
    }

    private OptionSpec option(Setting setting) {
        boolean flag = setting.type() == SettingType.BOOLEAN || setting.type() == SettingType.SWITCH;
        String byDefault = setting.defaultValue();
        boolean on = flag && ("true".equals(byDefault) || "on".equals(byDefault));
        String facts = setting.variables().get(0)
                + (flag || byDefault == null ? "" : messages.text(", default {0}", byDefault));
        String description = messages.text(setting.description());
        String text = (on ? messages.text("Do not {0}", uncapitalized(description)) : description) + " [" + facts + "]";
        OptionSpec.Builder builder =
                OptionSpec.builder("--" + (on ? NEGATION : "") + setting.id()).description(escaped(text));
        return flag
                ? builder.arity("0").type(Boolean.class).build()
                : builder.arity("1")
                        .type(String.class)
                        .completionCandidates(candidates(setting.choices()))
                        .paramLabel(label(setting))
                        .build();
    }

    private OptionSpec option(PxCommand.Extra extra) {
        OptionSpec.Builder builder =
                OptionSpec.builder(extra.name()).description(escaped(messages.text(extra.description())));
        return extra.label().isEmpty()
                ? builder.arity("0").type(Boolean.class).build()
                : builder.arity("1")
                        .type(String.class)
                        .paramLabel(extra.label())
                        .required(extra.required())
                        .build();
    }

    /** Null for any value, as picocli expects it. */
    private static @Nullable List<String> candidates(List<String> choices) {
        return choices.isEmpty() ? null : choices;
    }

    private static String label(Setting setting) {
        if (!setting.choices().isEmpty()) {
            return String.join("|", setting.choices());
        }
        return switch (setting.type()) {
            case PATH ->
                switch (setting) {
                    case PROJECT, BUILD_DIR, OUTPUT, JOURNAL, SANDBOX_DATA -> "DIR";
                    default -> "FILE";
                };
            case SECRET_FILE, PATH_OR_KEY, PATH_OR_PEM -> "FILE";
            case URL -> "URL";
            case INTEGER, EPOCH_SECONDS -> "N";
            case PERCENT -> "PERCENT";
            case DURATION -> "TIME";
            case RATE -> "RATE";
            default -> setting == Setting.RESUME ? "ID" : "TEXT";
        };
    }

    private static String uncapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    /** Escapes percent signs, because picocli treats help texts as format strings. */
    private static String escaped(String text) {
        return text.replace("%", "%%");
    }

    /** Creates a parser. It neither reads arguments from files nor interpolates them, because they may contain untrusted text. */
    static CommandLine parser(CommandSpec root, boolean colors) {
        CommandLine parser = new CommandLine(root);
        parser.setExpandAtFiles(false);
        parser.setInterpolateVariables(false);
        parser.setColorScheme(
                CommandLine.Help.defaultColorScheme(colors ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        return parser;
    }
}
