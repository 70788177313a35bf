package io.powerx.publish.message;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognizes texts that were made from an English template, and makes them from its translation.
 *
 * <p>The values of the placeholders <code>{0}</code> to <code>{9}</code> are arbitrary. Placeholders with a name stand for words of a vocabulary,
 * which may have been inserted or not, and are translated.
 */
final class ComposedText {
    /** The number of characters with which a template is not confused with other texts. */
    static final int DISTINCTIVE = 10;

    /** A verb with the name of a file, a server or a plugin. */
    private static final Pattern NAMED = Pattern.compile(" ?[a-z]+ \\S*[./\\d]\\S*(?: \\S+)?");

    private static final Pattern WORDS = Pattern.compile("[a-z ]+");
    private static final Pattern WORD = Pattern.compile("\\{(?:command:)?[a-z][a-z-]*}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9]|(?:command:)?[a-z][a-z-]*)}");

    private final String english;
    private final String translation;
    private final List<String> names;
    /** Before, between and after the placeholders. */
    private final List<String> literals;

    ComposedText(String english, String translation) {
        this.english = english;
        this.translation = translation;
        this.names = PLACEHOLDER
                .matcher(english)
                .results()
                .map(match -> match.group(1))
                .toList();
        this.literals = List.of(PLACEHOLDER.split(english, -1));
    }

    /** Whether a text has words of a vocabulary, which may be inserted before the text is translated. */
    static boolean hasWords(String english) {
        return WORD.matcher(english).find();
    }

    /** Whether a value is a clause even if its template is short, such as {@code read plugin.yaml}. */
    static boolean isDistinctive(String value) {
        return NAMED.matcher(value).matches();
    }

    String english() {
        return english;
    }

    String translation() {
        return translation;
    }

    /** The number of characters that are not values; the more, the more specific. */
    int specificity() {
        return literals.stream().mapToInt(String::length).sum();
    }

    /** The translation; empty if the text was not made from this template. */
    Optional<String> translate(String text, MessageCatalog messages) {
        return values(text).map(values -> {
            Map<String, String> byName = new HashMap<>();
            for (int i = 0; i < names.size(); i++) {
                boolean word = !Character.isDigit(names.get(i).charAt(0));
                byName.put(names.get(i), word ? messages.text(values.get(i)) : messages.clause(values.get(i)));
            }
            return PLACEHOLDER
                    .matcher(translation)
                    .replaceAll(match -> Matcher.quoteReplacement(byName.getOrDefault(match.group(1), match.group())));
        });
    }

    /** What is in the places of the placeholders. A value ends at the first occurrence of what follows, so that no text takes long. */
    private Optional<List<String>> values(String text) {
        String last = literals.get(literals.size() - 1);
        if (!text.startsWith(literals.get(0)) || !text.endsWith(last)) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        int begin = literals.get(0).length();
        for (int i = 1; i < literals.size(); i++) {
            boolean isLast = i == literals.size() - 1;
            int end = isLast ? text.length() - last.length() : text.indexOf(literals.get(i), begin);
            if (end < begin) {
                return Optional.empty();
            }
            values.add(text.substring(begin, end));
            begin = end + literals.get(i).length();
        }
        boolean quotes =
                literals.get(0).isEmpty() && !values.isEmpty() && values.get(0).contains(": ");
        return quotes || isConfusable(values) || (names.isEmpty() && !text.equals(english))
                ? Optional.empty()
                : Optional.of(values);
    }

    /** Whether this could be the beginning of a longer text: {@code read {0}} is also that of {@code read the settings and close the file}. */
    private boolean isConfusable(List<String> values) {
        return specificity() < DISTINCTIVE
                && WORDS.matcher(literals.get(0)).matches()
                && literals.stream().skip(1).allMatch(String::isBlank)
                && values.stream().anyMatch(value -> value.contains(" ") && !JoinedClauses.isChoice(value));
    }
}
