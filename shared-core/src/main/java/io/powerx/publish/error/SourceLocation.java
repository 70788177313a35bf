package io.powerx.publish.error;

import java.io.Serializable;

/**
 * A location in a file of the plugin.
 *
 * @param file path relative to the project, with forward slashes
 * @param line from 1; 0 if only the file is known
 * @param column from 1; 0 if only the line is known
 */
public record SourceLocation(String file, int line, int column) implements Serializable {
    public static SourceLocation ofFile(String file) {
        return new SourceLocation(file, 0, 0);
    }

    /** {@code file}, {@code file:line} or {@code file:line:column}, as compilers print it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
