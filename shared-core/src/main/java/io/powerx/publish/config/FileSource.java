package io.powerx.publish.config;

import java.util.Optional;

/**
 * Reads small files from a folder, such as the project, which may be on another machine, or the user's home.
 */
@FunctionalInterface
public interface FileSource {
    /** A folder without files. */
    FileSource NONE = (path, limit) -> Optional.empty();

    /**
     * Reads a file.
     *
     * @param path relative to the folder, with forward slashes
     * @param limit in bytes; a larger file is an error
     * @return empty if the file does not exist
     */
    Optional<byte[]> read(String path, int limit);
}
