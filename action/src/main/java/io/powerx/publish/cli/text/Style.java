package io.powerx.publish.cli.text;

/** Colors of the terminal. */
public final class Style {
    private Style() {}

    public static String red(boolean colors, String text) {
        return colors ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    public static String yellow(boolean colors, String text) {
        return colors ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    public static String green(boolean colors, String text) {
        return colors ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    public static String dim(boolean colors, String text) {
        return colors ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
