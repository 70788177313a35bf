package io.powerx.publish.pack;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.PackagePlatform;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to pack.
 *
 * @param include patterns of additional files (artifacts.include), in the syntax of .gitignore
 * @param ignore patterns of files to exclude (artifacts.ignore), in the syntax of .gitignore
 * @param generated files that are not in the project
 * @param timestamp seconds since 1970 for every entry (SOURCE_DATE_EPOCH); null means 1980-01-01
 * @param platform whose package it is; null for a package that is not for a particular one
 */
public record PackRequest(
        String pluginId,
        String version,
        PackageFormat format,
        CompressionLevel level,
        List<String> include,
        List<String> ignore,
        List<GeneratedFile> generated,
        @Nullable Long timestamp,
        @Nullable PackagePlatform platform)
        implements Serializable {
    /** The only package of a version. */
    public PackRequest(
            String pluginId,
            String version,
            PackageFormat format,
            CompressionLevel level,
            List<String> include,
            List<String> ignore,
            List<GeneratedFile> generated,
            @Nullable Long timestamp) {
        this(pluginId, version, format, level, include, ignore, generated, timestamp, null);
    }

    public PackRequest withGenerated(List<GeneratedFile> files) {
        return new PackRequest(
                pluginId, version, format, level, include, ignore, List.copyOf(files), timestamp, platform);
    }

    /** The requests for the packages of a version, in the order of the platforms; this one if there are none. */
    public List<PackRequest> on(List<PackagePlatform> platforms) {
        return platforms.isEmpty()
                ? List.of(this)
                : platforms.stream()
                        .map(each -> new PackRequest(
                                pluginId, version, format, level, include, ignore, generated, timestamp, each))
                        .toList();
    }

    /** The name of the platform, or {@code any}. */
    public String platformName() {
        return platform == null ? PackagePlatform.ANY : platform.name();
    }
}
