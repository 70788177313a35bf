package io.powerx.publish.precheck;

import java.util.List;

/** A mechanical change of one file of the project, with which a rule would pass. */
public sealed interface FileEdit {
    /** The path relative to the project, with forward slashes. */
    String file();

    /**
     * Replaces a text in a line.
     *
     * @param line from 1
     * @param column from 1; the text is the first one at or after it
     */
    record Replace(String file, int line, int column, String old, String replacement) implements FileEdit {}

    /**
     * Inserts lines.
     *
     * @param line the line before which they are inserted, from 1; the number of lines plus 1 to append them
     * @param text lines that each end with a line feed
     */
    record Insert(String file, int line, String text) implements FileEdit {}

    /**
     * Appends lines that the file does not have yet. The file is created if it does not exist.
     *
     * @param lines without line ends
     */
    record Append(String file, List<String> lines) implements FileEdit {}

    /** Lets the owner, the group and all others execute the file. */
    record MakeExecutable(String file) implements FileEdit {}
}
