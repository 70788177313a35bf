package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a {@link Setting}.
 *
 * @param choices the allowed values of a choice; empty for other types
 * @param frontEnds the front ends that offer it by name
 */
record SettingSpec(
        String id,
        SettingType type,
        String description,
        List<String> variables,
        @Nullable String projectKey,
        List<String> homeKeys,
        @Nullable String defaultValue,
        List<String> choices,
        Set<FrontEnd> frontEnds,
        Reader reader) {

    /** Parses a value. */
    @FunctionalInterface
    interface Reader {
        /** @throws InvalidValueException if the text is not a valid value */
        Object read(String text) throws InvalidValueException;
    }

    /** Starts a setting with the default variable, which all front ends offer. */
    static Builder setting(String id, SettingType type, String description) {
        return new Builder(id, type, description, List.of(), type::parse);
    }

    /** Starts a setting whose values are the constants of an enum. */
    static <E extends Enum<E> & WireEnum> Builder choice(String id, Class<E> choices, String description) {
        List<String> names = WireEnum.names(choices);
        return new Builder(id, SettingType.CHOICE, description, names, text -> WireEnum.of(choices, text)
                .orElseThrow(() -> new InvalidValueException("must be " + InvalidChoice.anyOf(names))));
    }

    static final class Builder {
        private final String id;
        private final SettingType type;
        private final String description;
        private final List<String> choices;
        private Reader reader;
        private List<String> variables;
        private @Nullable String projectKey;
        private List<String> homeKeys = List.of();
        private @Nullable String defaultValue;
        private Set<FrontEnd> frontEnds = EnumSet.allOf(FrontEnd.class);

        private Builder(String id, SettingType type, String description, List<String> choices, Reader reader) {
            this.id = id;
            this.type = type;
            this.description = description;
            this.choices = choices;
            this.reader = reader;
            this.variables = List.of("PX_" + id.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        /** Replaces the default environment variable; the first variable that is set is used. */
        Builder env(String... names) {
            variables = List.of(names);
            return this;
        }

        Builder inProject(String key) {
            projectKey = key;
            return this;
        }

        Builder inHome(String... keys) {
            homeKeys = List.of(keys);
            return this;
        }

        Builder byDefault(String value) {
            defaultValue = value;
            return this;
        }

        Builder byDefault(WireEnum value) {
            return byDefault(value.wireName());
        }

        /** Limits a whole number to a range, inclusive. */
        Builder range(int min, int max) {
            Reader anyNumber = reader;
            reader = text -> {
                Object value = anyNumber.read(text);
                if (value instanceof Integer number && number >= min && number <= max) {
                    return value;
                }
                throw new InvalidValueException("must be between " + min + " and " + max);
            };
            return this;
        }

        /** Rejects values that are too short to be masked in logs. */
        Builder token() {
            reader = text -> {
                if (text.strip().length() < Secret.MIN_TOKEN_LENGTH) {
                    throw new InvalidValueException(Secret.TOO_SHORT);
                }
                return Secret.of(text);
            };
            return this;
        }

        /** Rejects URLs to which no secret may be sent, see {@link Endpoints#require}. */
        Builder endpoint() {
            Reader anyUrl = reader;
            reader = text -> {
                Object url = anyUrl.read(text);
                try {
                    return Endpoints.require((URI) url);
                } catch (PublishException e) {
                    boolean insecure = e.code() == ErrorCode.ENDPOINT_INSECURE;
                    throw insecure
                            ? new InvalidValueException("must begin with https://, except on loopback", e.code())
                            : new InvalidValueException("must not have a user, a password, a query or a fragment");
                }
            };
            return this;
        }

        Builder offeredBy(FrontEnd... offered) {
            frontEnds = Set.of(offered);
            return this;
        }

        SettingSpec build() {
            return new SettingSpec(
                    id,
                    type,
                    description,
                    variables,
                    projectKey,
                    homeKeys,
                    defaultValue,
                    choices,
                    Set.copyOf(frontEnds),
                    reader);
        }
    }
}
