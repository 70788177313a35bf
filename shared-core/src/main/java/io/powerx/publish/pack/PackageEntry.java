package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * A file of a package.
 *
 * @param path name in the package, forward slashes, NFC
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 */
public record PackageEntry(String path, long size, boolean executable, String sha256) implements Serializable {}
