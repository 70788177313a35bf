package io.powerx.publish.message;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads gettext's PO files, which translators' tools edit: entries of {@code msgid} and {@code msgstr}, whose strings may continue on further
 * lines, and comments. Contexts and plural forms are not used.
 */
final class PoFile {
    private static final Pattern LINE = Pattern.compile("(?:(msgid|msgstr) )?\"(.*)\"");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private final Map<String, String> entries = new LinkedHashMap<>();
    private final StringBuilder source = new StringBuilder();
    private final StringBuilder translation = new StringBuilder();
    private StringBuilder current = source;

    private PoFile() {}

    /** The translations by source text, without the header. */
    static Map<String, String> read(Class<?> neighbour, String resource) {
        try (InputStream in = Objects.requireNonNull(neighbour.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            PoFile file = new PoFile();
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!file.accept(line)) {
                    throw new IllegalStateException(resource + ":" + number + " is malformed");
                }
            }
            file.finish();
            return file.entries;
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }

    /** Whether the line is well-formed. */
    private boolean accept(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return true;
        }
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return false;
        }
        String keyword = matcher.group(1);
        if ("msgid".equals(keyword)) {
            finish();
            current = source;
        } else if ("msgstr".equals(keyword)) {
            current = translation;
        }
        current.append(ESCAPE.matcher(matcher.group(2))
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).equals("n") ? "\n" : match.group(1))));
        return true;
    }

    private void finish() {
        if (!source.isEmpty() && entries.put(source.toString(), translation.toString()) != null) {
            throw new IllegalStateException("there are two translations of " + source);
        }
        source.setLength(0);
        translation.setLength(0);
    }
}
