package io.powerx.publish.config;

import java.util.Optional;

/**
 * Reads small files of one folder: the project, which may be on another machine, or the user's home.
 *
 * @see io.powerx.publish.config.Sources
 */
@FunctionalInterface
public interface FileSource {
    /** A folder without files. */
    FileSource NONE = (path, limit) -> Optional.empty();

    /**
     * The file's bytes.
     *
     * @param path relative to the folder, forward slashes
     * @param limit bytes; a larger file is an error
     * @return empty where there is no such file
     */
    Optional<byte[]> read(String path, int limit);
}
