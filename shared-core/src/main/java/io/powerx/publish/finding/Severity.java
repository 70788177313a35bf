package io.powerx.publish.finding;

import java.util.Locale;

/** The severity of a finding; {@link #ERROR} blocks a publish. */
public enum Severity {
    ERROR,
    WARNING,
    INFO;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
