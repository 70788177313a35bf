package io.powerx.publish.precheck;

import io.powerx.publish.secret.ForeignText;
import java.io.Serializable;

/**
 * The line of a file that a finding concerns, or a part of a long line.
 *
 * @param text without line breaks and control characters
 * @param caret index in {@code text} of the character that the finding concerns; -1 if only the line is known
 */
public record Excerpt(String text, int caret) implements Serializable {
    private static final int LENGTH = 120;
    private static final int BEFORE = 60;

    /** @param column from 1, in code points; 0 if only the line is known */
    static Excerpt of(String line, int column) {
        int[] points = line.codePoints().toArray();
        int index = Math.min(column - 1, points.length);
        int start = points.length <= LENGTH || index < BEFORE ? 0 : index - BEFORE;
        int end = Math.min(points.length, start + LENGTH);
        StringBuilder text = new StringBuilder();
        int caret = index < 0 ? -1 : 0;
        for (int i = start; i < end; i++) {
            if (i == index) {
                caret = text.length();
            }
            // Each character is cleaned alone, so that the caret stays below the right one.
            String clean =
                    points[i] == ' ' || points[i] == '\t' ? " " : ForeignText.oneLine(Character.toString(points[i]), 2);
            text.append(clean.isEmpty() ? " " : clean);
        }
        if (index >= end) {
            caret = text.length();
        }
        return new Excerpt(text.toString(), caret);
    }
}
