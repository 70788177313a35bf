package io.powerx.publish.error;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of one front end. The same remedy says {@code --token-file} in a shell, {@code with: token:} in a workflow and
 * {@code credentialsId:} in a pipeline.
 */
public interface Vocabulary {
    /** How a user of this front end sets the option with that name, such as {@code token} or {@code api-url}. */
    String option(String name);

    /** How a user of this front end runs that command, such as {@code precheck}. */
    String command(String name);

    /** The words while that command runs: its own help instead of that of publish. */
    default Vocabulary forCommand(String name) {
        return this;
    }

    /** Fills the placeholders of a remedy. */
    default String render(String template) {
        return Placeholders.render(this, template, word -> true);
    }

    /**
     * Fills only those placeholders.
     *
     * @param options names of options, for a template that may quote foreign text, where braces are common
     */
    default String render(String template, Set<String> options) {
        return Placeholders.render(this, template, options::contains);
    }

    /** The shell's words; also those of the reference and of tests. */
    Vocabulary SHELL = ShellVocabulary.running("publish");

    /** The template grammar, apart from the interface so that no front end can vary it. */
    final class Placeholders {
        private static final Pattern PLACEHOLDER = Pattern.compile("\\{(command:)?([a-z-]+)\\}");

        private Placeholders() {}

        static String render(Vocabulary vocabulary, String template, Predicate<String> fills) {
            Matcher matcher = PLACEHOLDER.matcher(template);
            StringBuilder rendered = new StringBuilder();
            while (matcher.find()) {
                String word = matcher.group();
                if (fills.test(matcher.group(2))) {
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
