package io.powerx.publish.pack.read;

import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a package file.
 *
 * @param format null if the file is neither form of a package
 * @param entries in the file's order, without integrity.txt and manifest.signature
 * @param integrity the bytes of integrity.txt; null if there is none
 * @param signature the bytes of manifest.signature; null if there is none
 * @param manifest the bytes of plugin.yaml; null if there is none
 * @param manifestJson the bytes of manifest.json; null if there is none
 * @param kept the files that the caller's {@link KeptFiles} asked for, by path
 * @param problems what is wrong with the container, its names and modes, as clauses, safe to show; empty if nothing is. Reading stops at
 *     the first problem, so that everything else is incomplete if there is one.
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackageContents(
        @Nullable PackageFormat format,
        List<PackageEntry> entries,
        byte @Nullable [] integrity,
        byte @Nullable [] signature,
        byte @Nullable [] manifest,
        byte @Nullable [] manifestJson,
        Map<String, byte[]> kept,
        List<String> problems) {}
