package io.powerx.publish.error;

import java.util.Locale;

/** The kind of an error, which determines the exit code and who can resolve it. */
public enum ErrorCategory {
    /** An option, a configuration file or the environment is wrong; the caller can correct it. */
    USAGE(2),
    /** The plugin does not pass its checks; its author can correct it. */
    PRECHECK(3),
    /** A package cannot be written or read. */
    PACKAGING(7),
    /** The signing key, the certificate or the signing service cannot be used. */
    SIGNING(7),
    /** A token or a permission is missing or invalid. */
    AUTH(4),
    /** The same version exists with different content. */
    CONFLICT(5),
    /** The network or the server failed; another run resumes. */
    NETWORK(6),
    /** The Marketplace rejected the release or the operation. */
    REJECTED(8),
    /** A defect of this program. */
    INTERNAL(1);

    private final int exitCode;

    ErrorCategory(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the process, unless the {@link ErrorCode} has its own. */
    public int exitCode() {
        return exitCode;
    }

    /** The {@code errorCategory} in telemetry, receipts and logs. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
