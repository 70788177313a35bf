package io.powerx.publish.message;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Texts for people in one language. As with gettext, the English text in the code is the key, and a text without a translation is shown in
 * English. What machines and support read (JSON, logs, receipts) does not go through a catalog and is always English.
 */
public final class MessageCatalog {
    /** Shows every text as it is in the code. */
    public static final MessageCatalog ENGLISH = new MessageCatalog(Map.of(), List.of());

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([0-9])}");

    private static final Pattern COUNT = Pattern.compile("([0-9]+) ([a-z ]+?)s?");

    private static final Pattern QUANTITY = Pattern.compile("^[0-9]");

    private final Map<String, String> translations;
    private final List<ComposedText> composed;

    private MessageCatalog(Map<String, String> translations, List<ComposedText> composed) {
        this.translations = Map.copyOf(translations);
        this.composed = List.copyOf(composed);
    }

    /** Simplified Chinese, with the texts of the core. */
    public static MessageCatalog chinese() {
        return Chinese.CATALOG;
    }

    /** Read when it is first used. */
    private static final class Chinese {
        private static final MessageCatalog CATALOG = of(MessageCatalog.class, "zh");
    }

    /**
     * Reads a catalog from the resources of a class: {@code NAME.po} with the texts that the code translates, and {@code NAME-composed.po} with
     * those that {@link #composed} recognizes.
     *
     * @throws IllegalStateException if one of them is missing or malformed
     */
    public static MessageCatalog of(Class<?> neighbour, String name) {
        Map<String, String> translations = PoFile.read(neighbour, name + ".po");
        return new MessageCatalog(
                translations,
                Stream.concat(
                                PoFile.read(neighbour, name + "-composed.po").entrySet().stream(),
                                translations.entrySet().stream().filter(entry -> ComposedText.hasWords(entry.getKey())))
                        .map(entry -> new ComposedText(entry.getKey(), entry.getValue()))
                        .sorted(Comparator.comparing(ComposedText::specificity).reversed())
                        .toList());
    }

    /** This catalog together with another one in the same language, which is preferred. */
    public MessageCatalog and(MessageCatalog other) {
        Map<String, String> all = new HashMap<>(translations);
        all.putAll(other.translations);
        return new MessageCatalog(
                all,
                Stream.of(other, this)
                        .flatMap(catalog -> catalog.composed.stream())
                        .sorted(Comparator.comparing(ComposedText::specificity).reversed())
                        .toList());
    }

    /** The English texts that {@link #text} and {@link #count} translate, with their translations. */
    public Map<String, String> translations() {
        return translations;
    }

    /** The English templates that {@link #composed} recognizes, with their translations. */
    public Map<String, String> templates() {
        Map<String, String> templates = new HashMap<>();
        composed.forEach(text -> templates.put(text.english(), text.translation()));
        return templates;
    }

    /**
     * Translates a text.
     *
     * @param english the text in the code, with the placeholders <code>{0}</code> to <code>{9}</code> for values
     * @param values inserted as they are; untrusted ones must already be cleaned; null is allowed for values that the text
     *     does not contain
     */
    public String text(String english, @Nullable Object... values) {
        String text = translations.getOrDefault(english, english);
        return values.length == 0 ? text : PLACEHOLDER.matcher(text).replaceAll(match -> value(match.group(1), values));
    }

    /**
     * Formats a count, such as {@code 1 error} or {@code 0 errors}.
     *
     * @param thing a singular noun whose English plural is formed with s; its translation is that of <code>{0} thing</code>
     */
    public String count(long number, String thing) {
        String translated = translations.get("{0} " + thing);
        return translated == null
                ? number + " " + thing + (number == 1 ? "" : "s")
                : translated.replace("{0}", String.valueOf(number));
    }

    /**
     * Translates a text that already contains its values: the messages of errors, findings and events are recorded in English, so that a receipt
     * or a log reads the same for everyone, and are recognized by their templates when they are shown. Counts are recognized without a template.
     *
     * @return the English text if it has no known template
     */
    public String composed(String english) {
        return recognized(english, 0).or(() -> joined(english)).orElseGet(() -> counted(english));
    }

    private Optional<String> joined(String english) {
        return JoinedClauses.translate(english, clause -> recognized(clause, 0), this::counted);
    }

    /** Translates a value in a composed text if it is a whole clause; short templates would also match other words. */
    String clause(String value) {
        return recognized(value, ComposedText.isDistinctive(value) ? 0 : ComposedText.DISTINCTIVE)
                .or(() -> joined(value))
                .orElseGet(() -> counted(value));
    }

    private Optional<String> recognized(String english, int specificity) {
        return Optional.ofNullable(translations.get(english))
                .filter(text -> english.length() >= specificity)
                .or(() -> composed.stream()
                        .takeWhile(text -> text.specificity() >= specificity)
                        .flatMap(text -> text.translate(english, this).stream())
                        .findFirst());
    }

    /** Translates the quantities in a list such as {@code 3 files, 1.2 MB}, and choices; every other text is returned as it is. */
    private String counted(String english) {
        if (JoinedClauses.isChoice(english)) {
            return JoinedClauses.choice(english, this);
        }
        List<String> parts = List.of(english.split(", "));
        List<String> translated = parts.stream().map(this::quantity).toList();
        return translated.equals(parts)
                ? english
                : translated.stream()
                        .reduce((list, part) -> text("{0}, {1}", list, part))
                        .orElse(english);
    }

    private String quantity(String english) {
        return QUANTITY.matcher(english).find() ? recognized(english, 0).orElseGet(() -> count(english)) : english;
    }

    private String count(String english) {
        Matcher matcher = COUNT.matcher(english);
        String translated = matcher.matches() ? translations.get("{0} " + matcher.group(2)) : null;
        return translated == null ? english : translated.replace("{0}", matcher.group(1));
    }

    private static String value(String index, @Nullable Object... values) {
        return Matcher.quoteReplacement(String.valueOf(values[Integer.parseInt(index)]));
    }
}
