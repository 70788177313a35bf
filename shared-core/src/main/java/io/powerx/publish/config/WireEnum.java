package io.powerx.publish.config;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An enum whose constants have names in options, files and requests; by default the constant's name in lower case. */
public interface WireEnum {
    /** Implemented by {@link Enum#name()}. */
    String name();

    /** The name in options, files and requests. */
    @JsonValue
    default String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant with that wire name; empty if there is none. */
    static <E extends Enum<E> & WireEnum> Optional<E> of(Class<E> type, String wireName) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.wireName().equals(wireName))
                .findFirst();
    }

    /** The wire names of all constants in their order. */
    static List<String> names(Class<? extends WireEnum> type) {
        return Arrays.stream(type.getEnumConstants()).map(WireEnum::wireName).toList();
    }
}
