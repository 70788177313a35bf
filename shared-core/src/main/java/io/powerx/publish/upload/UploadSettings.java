package io.powerx.publish.upload;

import io.powerx.publish.http.HostList;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to send artifacts.
 *
 * @param concurrency maximum number of parts in flight
 * @param bytesPerSecond bandwidth limit in bytes per second; null for none
 * @param deadline for the whole upload; null for none
 * @param hosts that the Marketplace may direct uploads to, whatever their addresses are
 */
public record UploadSettings(
        int concurrency,
        @Nullable Long bytesPerSecond,
        @Nullable Duration deadline,
        HostList hosts) implements Serializable {
    public static final UploadSettings DEFAULT = new UploadSettings(4, null, null);

    /** Without hosts. */
    public UploadSettings(int concurrency, @Nullable Long bytesPerSecond, @Nullable Duration deadline) {
        this(concurrency, bytesPerSecond, deadline, HostList.NONE);
    }
}
