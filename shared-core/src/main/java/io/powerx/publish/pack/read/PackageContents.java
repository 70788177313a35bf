package io.powerx.publish.pack.read;

import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a package file turned out to hold.
 *
 * @param format null where the file is neither form of a package
 * @param entries in the file's order, without integrity.txt and manifest.signature
 * @param integrity the bytes of integrity.txt; null where there is none
 * @param signature the bytes of manifest.signature; null where there is none
 * @param problems what is wrong with the container and its names, as clauses, safe to show; empty for a sound one
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackageContents(
        @Nullable PackageFormat format,
        List<PackageEntry> entries,
        byte @Nullable [] integrity,
        byte @Nullable [] signature,
        List<String> problems) {}
