package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * A file that stands where a package would take it in, but must not be in one.
 *
 * @param path relative to the project, with forward slashes
 * @param reason a clause for people
 */
public record RejectedFile(String path, Kind kind, String reason) implements Serializable {
    /** Why a file is refused. */
    public enum Kind {
        PRIVATE_KEY,
        ENVIRONMENT_FILE,
        UNSAFE_NAME,
        NAME_CLASH,
        LINK,
        SPECIAL_FILE
    }
}
