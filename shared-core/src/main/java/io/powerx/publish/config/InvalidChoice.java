package io.powerx.publish.config;

import java.util.Collection;
import java.util.List;

/** Describes a value that is not among the allowed ones. */
public final class InvalidChoice {
    private InvalidChoice() {}

    /** A clause such as {@code must be stable or beta, not "betta"; did you mean beta?}. */
    public static String describe(String given, List<String> allowed) {
        return "must be " + anyOf(allowed) + ", not " + ShownValue.of(given) + suggestion(given, allowed);
    }

    /** Joins words, such as {@code cms, rsa-pss or ecdsa-p256}. */
    public static String anyOf(List<String> words) {
        int last = words.size() - 1;
        return last < 1 ? String.join("", words) : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    /** Returns {@code ; did you mean beta?}, or an empty string if no known word is similar. */
    public static String suggestion(String value, Collection<String> known) {
        String closest = ClosestMatch.to(value, known);
        return closest == null ? "" : "; did you mean " + closest + "?";
    }
}
