package io.powerx.publish.error;

import io.powerx.publish.message.MessageCatalog;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words of one front end. The same remedy refers to {@code --token-file} in a shell, to {@code with: token:} in a
 * workflow and to {@code credentialsId:} in a Pipeline.
 */
public interface Vocabulary {
    /** How users of this front end set an option, such as {@code token} or {@code api-url}. */
    String option(String name);

    /** How users of this front end run a command, such as {@code precheck}. */
    String command(String name);

    /**
     * How users of this front end withdraw a publish.
     *
     * @param publishId letters, digits and {@code ._-}
     */
    default String withdraw(String publishId) {
        return "px-plugin withdraw --publish-id " + publishId + " --reason \"incomplete upload\"";
    }

    /**
     * The same vocabulary, but commands for a publish, such as {@code status} and {@code withdraw}, also have these options.
     *
     * @param options how this run reaches the Marketplace, as words of the shell; blank if that is configured
     */
    default Vocabulary connecting(String options) {
        return this;
    }

    /** The same vocabulary, but <code>{help}</code> refers to the help of the specified command. */
    default Vocabulary forCommand(String name) {
        return this;
    }

    /** The same vocabulary in the language of that catalog. */
    default Vocabulary in(MessageCatalog messages) {
        return new TranslatedVocabulary(this, messages);
    }

    /** Replaces the placeholders in a remedy. */
    default String render(String template) {
        return Placeholders.render(this, template, word -> true);
    }

    /**
     * Replaces only some placeholders, for templates that quote untrusted text and may contain other braces.
     *
     * @param options the names in the placeholders to replace
     */
    default String render(String template, Set<String> options) {
        return Placeholders.render(this, template, options::contains);
    }

    /** The words for a shell, which the reference pages use as well. */
    Vocabulary SHELL = shell("px-plugin");

    /**
     * The words for a shell.
     *
     * @param program how the user starts the program, as a word of the shell
     */
    static Vocabulary shell(String program) {
        return ShellVocabulary.running("publish", program);
    }

    /** The syntax of placeholders; not a method of the interface, so that no front end can override it. */
    final class Placeholders {
        private static final Pattern PLACEHOLDER =
                Pattern.compile("\\{(?:(command:)?([a-z-]+)|withdraw ([A-Za-z0-9._-]+))\\}");

        private Placeholders() {}

        /** The names of the options that a template refers to. */
        public static Set<String> options(String template) {
            return PLACEHOLDER
                    .matcher(template)
                    .results()
                    .filter(match -> match.group(1) == null)
                    .map(match -> match.group(2))
                    .collect(Collectors.toUnmodifiableSet());
        }

        static String render(Vocabulary vocabulary, String template, Predicate<String> replaceable) {
            Matcher matcher = PLACEHOLDER.matcher(template);
            StringBuilder rendered = new StringBuilder();
            while (matcher.find()) {
                String word = matcher.group();
                if (matcher.group(3) != null) {
                    word = vocabulary.withdraw(matcher.group(3));
                } else if (replaceable.test(matcher.group(2))) {
                    word = matcher.group(1) == null
                            ? vocabulary.option(matcher.group(2))
                            : vocabulary.command(matcher.group(2));
                }
                matcher.appendReplacement(rendered, Matcher.quoteReplacement(word));
            }
            return matcher.appendTail(rendered).toString();
        }
    }
}
