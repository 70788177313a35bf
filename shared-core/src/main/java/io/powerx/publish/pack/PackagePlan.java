package io.powerx.publish.pack;

import java.io.Serializable;
import java.util.List;

/**
 * A package before it is written: everything hashed, nothing copied.
 *
 * @param entries in the package's order (UTF-8 bytes of the path), without integrity.txt and manifest.signature
 * @param leftOut what {@code pack --list} shows as left out
 * @param integrity the bytes of integrity.txt, which {@code sha256sum -c} reads
 * @param contentDigest SHA-256 of {@code integrity}, in hex; the identity of the content
 */
@SuppressWarnings("ArrayRecordComponent")
public record PackagePlan(
        List<PackageEntry> entries, List<ExcludedFile> leftOut, byte[] integrity, String contentDigest)
        implements Serializable {}
