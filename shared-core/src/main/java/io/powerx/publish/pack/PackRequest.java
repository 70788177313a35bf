package io.powerx.publish.pack;

import io.powerx.publish.config.CompressionLevel;
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
 */
public record PackRequest(
        String pluginId,
        String version,
        PackageFormat format,
        CompressionLevel level,
        List<String> include,
        List<String> ignore,
        List<GeneratedFile> generated,
        @Nullable Long timestamp)
        implements Serializable {
    public PackRequest withGenerated(List<GeneratedFile> files) {
        return new PackRequest(pluginId, version, format, level, include, ignore, List.copyOf(files), timestamp);
    }
}
