package io.powerx.publish.cli;

/** Colors of the terminal. */
final class Style {
    private Style() {}

    static String red(boolean colors, String text) {
        return colors ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    static String yellow(boolean colors, String text) {
        return colors ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    static String green(boolean colors, String text) {
        return colors ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    static String dim(boolean colors, String text) {
        return colors ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
