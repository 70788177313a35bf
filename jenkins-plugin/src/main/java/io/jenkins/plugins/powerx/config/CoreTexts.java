package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.message.MessageCatalog;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jvnet.localizer.LocaleProvider;

/** The core's texts in the language of the user: sentences from the core's catalog, words from a resource bundle. */
public final class CoreTexts {
    /** The message of a {@link io.powerx.publish.error.PublishException}. */
    private static final Pattern FAILURE = Pattern.compile("(?<place>\\S+: )?Tried to (?<tried>.+?), but (?<found>.+?)"
            + "(?:; (?<others>[0-9]+) more errors?, see the findings)?");

    private CoreTexts() {}

    /** What happened; the code itself if this version does not know it. */
    @NonNull
    public static String summary(@NonNull String code) {
        return known(code).map(known -> messages().text(known.summary())).orElse(code);
    }

    /**
     * What to do.
     *
     * @param recorded in English, which may begin with advice for this case
     */
    @NonNull
    public static String remedy(@NonNull String code, @NonNull String recorded) {
        MessageCatalog messages = messages();
        Optional<ErrorCode> known = known(code);
        if (known.isEmpty() || messages == MessageCatalog.ENGLISH) {
            return recorded;
        }
        String general = JenkinsVocabulary.INSTANCE.render(known.get().remedy());
        boolean advised = recorded.endsWith(general) && recorded.length() > general.length();
        String advice = advised
                ? recorded.substring(0, recorded.length() - general.length()).strip()
                : "";
        return (messages.composed(advice) + " "
                        + new Words().render(messages.text(known.get().remedy())))
                .strip();
    }

    /** A remedy of the core with placeholders, in the words of Jenkins. */
    @NonNull
    public static String advice(@NonNull String remedy) {
        MessageCatalog messages = messages();
        return messages == MessageCatalog.ENGLISH
                ? JenkinsVocabulary.INSTANCE.render(remedy)
                : new Words().render(messages.text(remedy));
    }

    /** A text that the core recorded in English; the text itself if it is none of those that are translated. */
    @NonNull
    public static String recorded(@NonNull String text) {
        return messages().composed(text);
    }

    /** The recorded message of a failure, whose parts are translated as far as there are translations. */
    @NonNull
    public static String failure(@NonNull String message) {
        MessageCatalog messages = messages();
        Matcher parts = FAILURE.matcher(message);
        if (messages == MessageCatalog.ENGLISH || !parts.matches()) {
            return message;
        }
        String others = parts.group("others");
        return MessageFormat.format(
                text(others == null ? "failure" : "failure.others").orElse("{0}"),
                Util.fixNull(parts.group("place")),
                messages.composed(parts.group("tried")),
                messages.composed(parts.group("found")),
                others);
    }

    /** A word of the core, such as the id of a stage or the role of an artifact; the word itself if there is no translation. */
    @NonNull
    public static String word(@NonNull Kind kind, @NonNull String word) {
        return text(kind.name().toLowerCase(Locale.ROOT) + "." + word).orElse(word);
    }

    /** What a word stands for. */
    public enum Kind {
        STAGE,
        SEVERITY,
        ROLE,
        RISK,
        STRATEGY,
        UPGRADE
    }

    private static Optional<ErrorCode> known(String code) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.wireName().equals(code))
                .findFirst();
    }

    private static Optional<String> text(String key) {
        ResourceBundle texts = bundle();
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
    }

    private static MessageCatalog messages() {
        return bundle().getLocale().equals(Locale.SIMPLIFIED_CHINESE)
                ? MessageCatalog.chinese()
                : MessageCatalog.ENGLISH;
    }

    private static ResourceBundle bundle() {
        return ResourceBundle.getBundle(
                CoreTexts.class.getName(),
                LocaleProvider.getLocale(),
                CoreTexts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** The words of Pipelines, which are the same in every language, and the others in the language of the user. */
    private static final class Words implements Vocabulary {
        @Override
        public String option(String name) {
            return text("option." + name).orElseGet(() -> JenkinsVocabulary.INSTANCE.option(name));
        }

        @Override
        public String command(String name) {
            return text("command." + name).orElseGet(() -> JenkinsVocabulary.INSTANCE.command(name));
        }
    }
}
