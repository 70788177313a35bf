package io.powerx.publish.finding;

import java.util.Locale;

/** How much a finding matters; {@link #ERROR} stops a publish. */
public enum Severity {
    ERROR,
    WARNING,
    INFO;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
