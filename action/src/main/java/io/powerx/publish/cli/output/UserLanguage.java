package io.powerx.publish.cli.output;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.config.Language;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.message.MessageCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The language of what the user reads: that of {@code --lang}, of its variable, or of the locale, as POSIX orders its variables. */
public final class UserLanguage {
    private static final String OPTION = "--" + Setting.LANG.id();
    private static final List<String> LOCALE = List.of("LC_ALL", "LC_MESSAGES", "LANG");

    private UserLanguage() {}

    /** Read when it is first used. */
    private static final class Chinese {
        private static final MessageCatalog CATALOG =
                Language.ZH.messages().and(MessageCatalog.of(UserLanguage.class, "zh"));
    }

    /**
     * The texts of a command line, before it is parsed. It may be invalid, and so may the configuration.
     */
    public static MessageCatalog of(Host host, String... arguments) {
        String chosen = null;
        for (Iterator<String> words = List.of(arguments).iterator(); words.hasNext(); ) {
            String word = words.next();
            if (word.equals(OPTION) && words.hasNext()) {
                chosen = words.next();
            } else if (word.startsWith(OPTION + "=")) {
                chosen = word.substring(OPTION.length() + 1);
            }
        }
        return of(host, chosen);
    }

    /**
     * The texts for a user.
     *
     * @param settings those that the user specified
     */
    public static MessageCatalog of(Host host, Map<Setting, String> settings) {
        return of(host, settings.get(Setting.LANG));
    }

    private static MessageCatalog of(Host host, @Nullable String option) {
        return of(
                host,
                Stream.concat(
                                Stream.ofNullable(option),
                                Setting.LANG.variables().stream()
                                        .map(host.environment()::get)
                                        .filter(Objects::nonNull))
                        .flatMap(chosen -> WireEnum.of(Language.class, chosen.strip()).stream())
                        .findFirst());
    }

    /**
     * The texts in a language, or in English if the terminal cannot show them.
     *
     * @param chosen empty for the language of the locale
     */
    public static MessageCatalog of(Host host, Optional<Language> chosen) {
        Language language = chosen.orElseGet(() -> ofLocale(host.environment()));
        // Output is always UTF-8.
        return language == Language.ZH && host.charset().get().equals(StandardCharsets.UTF_8)
                ? Chinese.CATALOG
                : Language.EN.messages();
    }

    private static Language ofLocale(Map<String, String> environment) {
        return LOCALE.stream()
                        .map(variable -> environment.getOrDefault(variable, ""))
                        .filter(locale -> !locale.isBlank())
                        .findFirst()
                        .filter(locale -> locale.startsWith(Language.ZH.wireName()))
                        .isPresent()
                ? Language.ZH
                : Language.EN;
    }
}
