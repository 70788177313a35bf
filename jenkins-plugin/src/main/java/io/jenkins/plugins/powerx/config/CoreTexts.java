package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.jvnet.localizer.LocaleProvider;

/** The core's texts in the language of the user. In English, they are those of the core; a resource bundle translates them. */
public final class CoreTexts {
    private CoreTexts() {}

    /** What happened; the code itself if this version does not know it. */
    @NonNull
    public static String summary(@NonNull String code) {
        return text(code + ".summary")
                .or(() -> known(code).map(ErrorCode::summary))
                .orElse(code);
    }

    /**
     * What to do.
     *
     * @param recorded in English, which may begin with advice for this case; it remains, because no bundle has it
     */
    @NonNull
    public static String remedy(@NonNull String code, @NonNull String recorded) {
        Optional<String> translated = text(code + ".remedy").map(new Words()::render);
        if (translated.isEmpty()) {
            return recorded;
        }
        String general = known(code)
                .map(ErrorCode::remedy)
                .map(JenkinsVocabulary.INSTANCE::render)
                .orElse(recorded);
        boolean advised = recorded.endsWith(general) && recorded.length() > general.length();
        String advice = advised ? recorded.substring(0, recorded.length() - general.length()) : "";
        return advice + translated.get();
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
        ResourceBundle texts = ResourceBundle.getBundle(
                CoreTexts.class.getName(),
                LocaleProvider.getLocale(),
                CoreTexts.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return texts.containsKey(key) ? Optional.of(texts.getString(key)) : Optional.empty();
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
