package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * A file that the layout or artifacts.include selects, but that must not be packed.
 *
 * @param path relative to the project, with forward slashes
 * @param reason a clause to show
 */
public record RejectedFile(String path, Kind kind, String reason) implements Serializable {
    /** Why a file is rejected. */
    public enum Kind {
        PRIVATE_KEY,
        ENVIRONMENT_FILE,
        UNSAFE_NAME,
        NAME_CLASH,
        LINK,
        /** A link to a Node module that would not find its dependencies in the package. */
        MODULE_LINK,
        SPECIAL_FILE
    }
}
