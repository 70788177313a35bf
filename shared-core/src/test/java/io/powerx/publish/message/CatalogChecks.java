package io.powerx.publish.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is true of every catalog. */
public final class CatalogChecks {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:[0-9]|(?:command:)?[a-z-]+)}");
    private static final Pattern LETTERS = Pattern.compile("[a-z]{2}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    private CatalogChecks() {}

    /** Every translation and every template is complete. */
    public static void requireComplete(MessageCatalog catalog) {
        assertThat(catalog.translations()).hasSizeGreaterThan(300);
        requireComplete(catalog.translations());
        requireComplete(catalog.templates());
    }

    /** Every translation has the placeholders of its English text, and is Chinese if it has words besides them. */
    public static void requireComplete(Map<String, String> translations) {
        translations.forEach((english, chinese) -> {
            assertThat(placeholders(chinese))
                    .as("placeholders of \"%s\"", english)
                    .isEqualTo(placeholders(english));
            if (LETTERS.matcher(PLACEHOLDER.matcher(chinese).replaceAll("")).find()) {
                assertThat(chinese).as("translation of \"%s\"", english).containsPattern(CHINESE);
            }
        });
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().forEach(match -> found.add(match.group()));
        return found;
    }
}
