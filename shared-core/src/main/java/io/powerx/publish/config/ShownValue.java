package io.powerx.publish.config;

import java.util.regex.Pattern;

/** Describes a rejected value without revealing it, because a secret may have been pasted into the wrong variable. */
final class ShownValue {
    /** Words and quantities, which are what choices, switches and numbers are misspelt as. */
    private static final Pattern HARMLESS =
            Pattern.compile("(?=.{1,20}$)[A-Za-z]+(-[A-Za-z]+)*|[-+]?[0-9]{1,11}([.,][0-9]{1,4})?[ ]?[A-Za-z/%]{0,6}");

    /** From this length on, two characters say little about the rest. */
    private static final int LONG = 16;

    private ShownValue() {}

    /** Words such as {@code "betta"} or {@code a value of 40 characters that begins with "px"}. */
    static String of(String value) {
        if (HARMLESS.matcher(value).matches()) {
            return "\"" + value + "\"";
        }
        return ofUnknown(value);
    }

    /** The same for a setting that accepts any text, such as a URL, so that even a word may be a password. */
    static String ofUnknown(String value) {
        String length = "a value of " + value.length() + (value.length() == 1 ? " character" : " characters");
        return value.length() < LONG || value.substring(0, 2).chars().anyMatch(Character::isISOControl)
                ? length
                : length + " that begins with \"" + value.substring(0, 2) + "\"";
    }
}
