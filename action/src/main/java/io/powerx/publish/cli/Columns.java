package io.powerx.publish.cli;

import picocli.CommandLine.Help;

/** Text on a terminal, where some characters are two columns wide. */
final class Columns {
    /** The width that every terminal has. */
    static final int WIDTH = 80;

    private static final String ELLIPSIS = "…";

    private Columns() {}

    /** The number of columns that a text without line breaks needs. */
    static int of(String text) {
        // The library would remove its own markup.
        return Help.Ansi.OFF.new Text(text.replace("@|", "@ ")).getCJKAdjustedLength();
    }

    /** A text with spaces up to that column, and with one at least. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(1, columns - of(text)));
    }

    /** The beginning of a line that fits into that many columns. */
    static String cut(String line, int columns) {
        if (of(line) <= columns) {
            return line;
        }
        int end = line.length();
        while (end > 0 && of(line.substring(0, end)) > columns - 1) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    /**
     * Breaks a text at spaces.
     *
     * @param indent spaces before each line but the first, which begins in that column
     */
    static String wrap(String text, int indent) {
        StringBuilder wrapped = new StringBuilder();
        int column = indent;
        for (String word : text.split(" ")) {
            int width = of(word);
            if (column > indent && column + 1 + width > WIDTH) {
                wrapped.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                wrapped.append(' ');
                column++;
            }
            wrapped.append(word);
            column += width;
        }
        return wrapped.toString();
    }
}
