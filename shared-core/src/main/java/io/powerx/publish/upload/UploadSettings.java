package io.powerx.publish.upload;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to send artifacts.
 *
 * @param concurrency most parts in flight
 * @param bytesPerSecond bandwidth limit; null for none
 * @param deadline for the whole upload; null for none
 */
public record UploadSettings(
        int concurrency,
        @Nullable Long bytesPerSecond,
        @Nullable Duration deadline) implements Serializable {
    public static final UploadSettings DEFAULT = new UploadSettings(4, null, null);
}
