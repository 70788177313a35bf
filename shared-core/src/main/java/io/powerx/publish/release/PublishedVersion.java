package io.powerx.publish.release;

import io.powerx.publish.precheck.PackageFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that precedes a release in its channel.
 *
 * @param permissions codes of its permissions; null if the Marketplace does not report them
 * @param lineCoverage percent of the lines that its tests covered; null if there is no receipt that contains it
 * @param packages what its packages contain; null as {@code lineCoverage}
 */
public record PublishedVersion(
        String version,
        @Nullable List<String> permissions,
        @Nullable Double lineCoverage,
        @Nullable PackageFacts packages) {
    /** A version of which no receipt is available. */
    public PublishedVersion(String version, @Nullable List<String> permissions) {
        this(version, permissions, null, null);
    }
}
