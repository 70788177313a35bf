package io.powerx.publish.sandbox.page;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes HTML. Text is always escaped; the only way to add markup is to add an element. */
final class Html {
    private static final Set<String> VOID = Set.of("meta", "link", "input", "br", "hr");

    private final StringBuilder out = new StringBuilder("<!DOCTYPE html>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes alternating names and values; the values may be untrusted
     */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escaped(attributes[i + 1]))
                    .append('"');
        }
        out.append('>');
        if (!VOID.contains(element)) {
            open.push(element);
        }
        return this;
    }

    Html text(@Nullable Object text) {
        out.append(escaped(text == null ? "" : text.toString()));
        return this;
    }

    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    Html close(int levels) {
        for (int i = 0; i < levels; i++) {
            close();
        }
        return this;
    }

    /** Adds an element that contains only text. */
    Html leaf(String element, @Nullable Object text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Adds a link to a path of this server. */
    Html link(String path, @Nullable Object text) {
        return leaf("a", text, "href", path);
    }

    @Override
    public String toString() {
        while (!open.isEmpty()) {
            close();
        }
        return out.append('\n').toString();
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(point -> {
            switch (point) {
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '&' -> safe.append("&amp;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> appendVisible(safe, point);
            }
        });
        return safe.toString();
    }

    /** Replaces invisible characters, and those that change the writing direction: they can make a name look like another one. */
    private static void appendVisible(StringBuilder safe, int point) {
        int type = Character.getType(point);
        boolean invisible = (type == Character.CONTROL && point != '\n' && point != '\t')
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE;
        safe.appendCodePoint(invisible ? 0xFFFD : point);
    }
}
