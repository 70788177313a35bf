package io.powerx.publish.sandbox.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes HTML. Text is always escaped; the only way to add markup is to add an element. */
public final class Html {
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr");
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes alternating names and values; the values may be untrusted. An attribute whose value is empty is written without one.
     */
    public Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                out.append("=\"").append(escaped(attributes[i + 1], false)).append('"');
            }
        }
        out.append('>');
        if (!VOID.contains(element)) {
            open.push(element);
        }
        return this;
    }

    /** Adds a name, an id or another short text; invisible characters become U+FFFD. */
    public Html text(@Nullable Object text) {
        out.append(escaped(text == null ? "" : text.toString(), false));
        return this;
    }

    /**
     * Adds what a person wrote. Every line break becomes a line feed, and the joiners that emoji and the scripts of Persian and of India
     * need are kept.
     */
    public Html prose(@Nullable String text) {
        out.append(escaped(text == null ? "" : text.replace("\r\n", "\n").replace('\r', '\n'), true));
        return this;
    }

    public Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    public Html close(int levels) {
        for (int i = 0; i < levels; i++) {
            close();
        }
        return this;
    }

    /** Adds an element that contains only text. */
    public Html leaf(String element, @Nullable Object text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Adds a link to a path of this server. */
    public Html link(String path, @Nullable Object text, String... attributes) {
        String[] all = new String[attributes.length + 2];
        all[0] = "href";
        all[1] = path;
        System.arraycopy(attributes, 0, all, 2, attributes.length);
        return leaf("a", text, all);
    }

    @Override
    public String toString() {
        while (!open.isEmpty()) {
            close();
        }
        return out.append('\n').toString();
    }

    private static String escaped(String text, boolean prose) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isHidden(point, prose) ? 0xFFFD : point);
            }
        });
        return safe.toString();
    }

    /** Whether a character is invisible or changes the writing direction: it can make a name look like another one. */
    private static boolean isHidden(int point, boolean prose) {
        if (prose && (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER)) {
            return false;
        }
        int type = Character.getType(point);
        return (type == Character.CONTROL && point != '\n' && point != '\t')
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE;
    }
}
