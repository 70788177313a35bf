package io.powerx.publish.cli.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;

/** Text on a terminal, where some characters are two columns wide. */
public final class Columns {
    /** The width of a terminal that does not report another one. */
    public static final int WIDTH = 80;

    /** Narrower terminals get lines of this width, because labels and indentation would leave no room. */
    public static final int MIN_WIDTH = 40;

    private static final String ELLIPSIS = "…";
    private static final String EXCERPT = "| ";
    private static final int MAX_LABEL_WIDTH = 40;
    private static final Pattern LINE = Pattern.compile("\n");
    private static final Pattern GAP = Pattern.compile(" {2,}(?=\\S)");
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]*m");

    private Columns() {}

    /** The number of columns that a text without line breaks needs. */
    public static int of(String text) {
        // The library would remove its own markup.
        return Help.Ansi.OFF.new Text(text.replace("@|", "@ ")).getCJKAdjustedLength();
    }

    /** A text with spaces up to that column, and with one at least. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(1, columns - of(text)));
    }

    /** The beginning of a line that fits into that many columns. */
    public static String cut(String line, int columns) {
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
     * Breaks the lines of a text at spaces and between wide characters. A continued line begins below the text that follows the label, or
     * below the beginning of the line if it has no label. Excerpts of files remain as they are.
     *
     * @param width in columns; 0 to leave the text as it is
     */
    public static String wrap(String text, int width) {
        return width == 0
                ? text
                : LINE.splitAsStream(text).map(line -> wrapLine(line, width)).collect(Collectors.joining("\n"));
    }

    private static String wrapLine(String line, int width) {
        if (visible(line) <= width || line.stripLeading().startsWith(EXCERPT)) {
            return line;
        }
        int indent = indent(line, width);
        StringBuilder wrapped = new StringBuilder();
        int column = 0;
        boolean begun = false;
        for (String piece : pieces(line)) {
            if (begun && column + visible(piece.stripTrailing()) > width) {
                wrapped.setLength(wrapped.toString().stripTrailing().length());
                wrapped.append('\n').append(" ".repeat(indent));
                column = indent;
            }
            wrapped.append(piece);
            column += visible(piece);
            begun |= column > indent;
        }
        return wrapped.toString();
    }

    /** The column after the label, which two spaces separate from the text. */
    private static int indent(String line, int width) {
        int leading = line.length() - line.stripLeading().length();
        Matcher gap = GAP.matcher(line);
        int indent = leading;
        while (gap.find()) {
            int column = visible(line.substring(0, gap.end()));
            if (column > Math.min(MAX_LABEL_WIDTH, width / 2)) {
                break;
            }
            indent = column;
        }
        return Math.min(indent, width / 2);
    }

    private static List<String> pieces(String line) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(line);
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            // A path or an option is not broken at a hyphen or a slash.
            boolean between = end == line.length()
                    || line.charAt(end - 1) == ' '
                    || isWide(line.codePointBefore(end))
                    || isWide(line.codePointAt(end));
            if (between) {
                pieces.add(line.substring(begin, end));
                begin = end;
            }
        }
        return pieces;
    }

    private static boolean isWide(int codePoint) {
        return of(Character.toString(codePoint)) > 1;
    }

    /** The number of columns without the sequences that switch colors. */
    private static int visible(String text) {
        return of(COLOR.matcher(text).replaceAll(""));
    }
}
