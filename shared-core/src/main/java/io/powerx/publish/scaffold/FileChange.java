package io.powerx.publish.scaffold;

import io.powerx.publish.config.WireEnum;
import java.nio.file.Path;

/**
 * What happens to one file.
 *
 * @param content the new file, or the lines that are appended; blank if nothing is written
 */
public record FileChange(Path file, Kind kind, String content) {
    /** Existing content is never changed. */
    public enum Kind implements WireEnum {
        CREATED,
        EXTENDED,
        /** The file exists, and is complete or must be changed by the user. */
        KEPT
    }
}
