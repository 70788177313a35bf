package io.powerx.publish.error;

import java.util.Locale;

/** Who has to act on an error. The lower-case name is the {@code errorCategory} of telemetry and receipts. */
public enum ErrorCategory {
    /** The caller: an option, a configuration file, the environment. */
    USAGE(2),
    /** The plugin's author: the plugin does not pass its checks. */
    PRECHECK(3),
    /** The plugin's author or the machine: the package cannot be written or read. */
    PACKAGING(7),
    /** Whoever keeps the signing key. */
    SIGNING(7),
    /** Whoever hands out tokens and permissions. */
    AUTH(4),
    /** The author: this version exists with other content. */
    CONFLICT(5),
    /** Nobody, or the network's operators; running again resumes. */
    NETWORK(6),
    /** The author, after reading what the Marketplace said. */
    REJECTED(8),
    /** Us. */
    INTERNAL(1);

    private final int exitCode;

    ErrorCategory(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The process exit code of this category's errors, unless an {@link ErrorCode} has one of its own. */
    public int exitCode() {
        return exitCode;
    }

    /** The name on the wire and in logs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
