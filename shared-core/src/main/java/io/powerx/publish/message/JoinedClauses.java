package io.powerx.publish.message;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A text that the code joins from clauses with templates: what was done and at which server, or what something must be, after its name, what it
 * is instead, and a suggestion, as in {@code PX_CHANNEL must be stable or beta, not "betta"; did you mean beta?}
 */
final class JoinedClauses {
    private static final Pattern JOINT =
            Pattern.compile("(?= at (?!least|most))|(?= \\(attempt )|(?= must )|(?=, not )|(?=; )");
    private static final Pattern CHOICES = Pattern.compile("[\\w.-]+(?:, [\\w.-]+)* or [\\w.-]+");

    private JoinedClauses() {}

    /** Whether a text is a list of words to choose from, such as {@code cms, rsa-pss or ecdsa-p256}. */
    static boolean isChoice(String text) {
        return CHOICES.matcher(text).matches();
    }

    /** The same list in another language. */
    static String choice(String text, MessageCatalog messages) {
        int last = text.lastIndexOf(" or ");
        return messages.text("{0} or {1}", text.substring(0, last), text.substring(last + " or ".length()));
    }

    /**
     * Translates the clauses of a text.
     *
     * @param recognized the translation of a clause; empty if it has no template
     * @param subject the translation of what precedes the first clause
     * @return empty if the text has one clause only, or one without a template
     */
    static Optional<String> translate(
            String english, Function<String, Optional<String>> recognized, Function<String, String> subject) {
        String[] clauses = JOINT.split(english);
        if (clauses.length < 2) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder(recognized.apply(clauses[0]).orElseGet(() -> subject.apply(clauses[0])));
        for (int i = 1; i < clauses.length; i++) {
            String clause = clauses[i];
            Optional<String> translated = recognized
                    .apply(clause)
                    .or(() -> recognized.apply(clause.strip()).map(predicate -> " " + predicate));
            if (translated.isEmpty()) {
                return Optional.empty();
            }
            text.append(translated.get());
        }
        return Optional.of(text.toString());
    }
}
