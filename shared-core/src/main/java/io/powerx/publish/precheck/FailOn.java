package io.powerx.publish.precheck;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The findings with which a check fails (setting {@code fail-on}). */
public enum FailOn {
    ERROR,
    WARNING,
    NEVER;

    /**
     * @param name {@code error}, {@code warning} or {@code never}
     * @return empty for any other word
     */
    public static Optional<FailOn> of(String name) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
