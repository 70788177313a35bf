package io.powerx.publish.cli;

/** Colours of the terminal. */
final class Style {
    private Style() {}

    static String red(boolean colours, String text) {
        return colours ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    static String yellow(boolean colours, String text) {
        return colours ? "\u001b[33m" + text + "\u001b[0m" : text;
    }

    static String green(boolean colours, String text) {
        return colours ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    static String dim(boolean colours, String text) {
        return colours ? "\u001b[2m" + text + "\u001b[0m" : text;
    }
}
