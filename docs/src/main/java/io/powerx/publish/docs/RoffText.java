package io.powerx.publish.docs;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A manual page in the language of man(7). All text is escaped. */
final class RoffText {
    private static final Pattern BETWEEN_NAMES = Pattern.compile("(?<=\\w)/(?=\\w)");

    private final StringBuilder text = new StringBuilder();

    /**
     * @param name the page's name, without its section, which is 1
     * @param date as in 2026-01-31
     * @param product shown in the bottom corner
     */
    RoffText(String name, String date, String product) {
        line(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 1 " + quoted(date) + " " + quoted(product) + " "
                + quoted("px-plugin manual"));
        // No hyphenation, and no justification, which tear words and options apart.
        line(".nh").line(".ad l");
    }

    RoffText section(String title) {
        return line(".SH " + quoted(title));
    }

    /** The line of the section NAME that whatis(1) reads. */
    RoffText name(String name, String purpose) {
        return line(escaped(name) + " \\- " + escaped(purpose));
    }

    RoffText paragraph(String paragraph) {
        return line(".PP").line(escaped(paragraph));
    }

    RoffText entry(String term, String meaning) {
        return line(".TP").line("\\fB" + escaped(term) + "\\fR").line(escaped(meaning));
    }

    /** Lines of help: indented ones keep their breaks, each other one is a paragraph. */
    RoffText help(List<String> lines) {
        boolean kept = false;
        for (String each : lines) {
            boolean keep = each.startsWith(" ");
            if (keep && !kept) {
                line(".PP").line(".nf");
            } else if (!keep && kept) {
                line(".fi");
            }
            kept = keep;
            if (keep) {
                line(escaped(each));
            } else if (!each.isBlank()) {
                paragraph(each);
            }
        }
        return kept ? line(".fi") : this;
    }

    private RoffText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\(dq") + '"';
    }

    /** A dash is a minus sign, so that options can be copied; an address may be broken after a slash; no line is a request. */
    private static String escaped(String text) {
        String clean = text.replace("\\", "\\e").replace("-", "\\-").replace("\n", " ");
        if (clean.contains("://")) {
            clean = BETWEEN_NAMES.matcher(clean).replaceAll("/\\\\:");
        }
        return clean.startsWith(".") || clean.startsWith("'") ? "\\&" + clean : clean;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
