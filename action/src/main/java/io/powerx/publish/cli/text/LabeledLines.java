package io.powerx.publish.cli.text;

import io.powerx.publish.secret.ForeignText;
import org.jspecify.annotations.Nullable;

/** A result as text: headings, and lines below them that each begin with a label. */
public final class LabeledLines {
    private final StringBuilder text = new StringBuilder();
    private final int labelWidth;
    private final int longest;

    /**
     * @param labelWidth columns from the beginning of a label to the value
     * @param longest maximum length of a value in characters
     */
    public LabeledLines(int labelWidth, int longest) {
        this.labelWidth = labelWidth;
        this.longest = longest;
    }

    public void heading(String heading) {
        text.append(text.isEmpty() ? "" : "\n").append(heading);
    }

    /** @param value null for no line */
    public void add(String label, @Nullable String value) {
        if (value != null) {
            text.append("\n  ").append(Columns.padded(label, labelWidth)).append(ForeignText.oneLine(value, longest));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
