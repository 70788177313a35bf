package io.powerx.publish.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@link Setting} says of itself. */
record SettingSpec(
        String id,
        SettingType kind,
        String description,
        List<String> variables,
        @Nullable String projectKey,
        List<String> homeKeys,
        @Nullable String defaultValue,
        List<String> choices,
        int least,
        int most,
        Set<FrontEnd> faces) {

    /** A setting with the variable of its name, offered by every front end. */
    static SettingSpec setting(String id, SettingType kind, String description) {
        String variable = "PX_" + id.toUpperCase(Locale.ROOT).replace('-', '_');
        return new SettingSpec(
                id,
                kind,
                description,
                List.of(variable),
                null,
                List.of(),
                null,
                List.of(),
                0,
                Integer.MAX_VALUE,
                EnumSet.allOf(FrontEnd.class));
    }

    SettingSpec env(String... names) {
        return new SettingSpec(
                id, kind, description, List.of(names), projectKey, homeKeys, defaultValue, choices, least, most, faces);
    }

    SettingSpec inProject(String key) {
        return new SettingSpec(
                id, kind, description, variables, key, homeKeys, defaultValue, choices, least, most, faces);
    }

    SettingSpec inHome(String... keys) {
        return new SettingSpec(
                id, kind, description, variables, projectKey, List.of(keys), defaultValue, choices, least, most, faces);
    }

    SettingSpec byDefault(String value) {
        return new SettingSpec(
                id, kind, description, variables, projectKey, homeKeys, value, choices, least, most, faces);
    }

    SettingSpec choices(String... values) {
        return new SettingSpec(
                id,
                kind,
                description,
                variables,
                projectKey,
                homeKeys,
                defaultValue,
                List.of(values),
                least,
                most,
                faces);
    }

    SettingSpec range(int from, int to) {
        return new SettingSpec(
                id, kind, description, variables, projectKey, homeKeys, defaultValue, choices, from, to, faces);
    }

    SettingSpec offeredBy(FrontEnd... offered) {
        return new SettingSpec(
                id,
                kind,
                description,
                variables,
                projectKey,
                homeKeys,
                defaultValue,
                choices,
                least,
                most,
                Set.of(offered));
    }

    /** Reads a value of this setting; the message of the exception is a clause that follows the quoted value. */
    Object parse(String text) {
        if (!choices.isEmpty() && !choices.contains(text)) {
            String nearest = ClosestMatch.to(text, choices);
            throw new IllegalArgumentException("is none of " + String.join(", ", choices)
                    + (nearest == null ? "" : "; did you mean " + nearest + "?"));
        }
        Object value = kind.parse(text);
        if (value instanceof Integer number && (number < least || number > most)) {
            throw new IllegalArgumentException("is not between " + least + " and " + most);
        }
        return value;
    }
}
