package io.powerx.publish.plugin;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file or folder that the manifest refers to and that the host uses at run time.
 *
 * @param pointer JSON pointer of the field in the merged manifest
 * @param path as written in the manifest
 * @param places paths relative to the plugin, of which one has to exist; normally only {@code path}
 * @param presence what it means if the file or folder is missing
 */
public record RuntimeNeed(String pointer, String path, List<String> places, Kind kind, Presence presence) {
    /** What the host does with it. */
    public enum Kind {
        FILE,
        FOLDER,
        PROGRAM
    }

    /** Whether it has to exist. */
    public enum Presence {
        /** The host does not install or start the plugin without it. */
        REQUIRED,
        /** The plugin probably does not work without it. */
        EXPECTED,
        /** The text may also be something other than a path; if it is one, the file has to be in the package. */
        POSSIBLE
    }

    static RuntimeNeed of(String pointer, String path, Kind kind, Presence presence) {
        return new RuntimeNeed(pointer, path, List.of(path), kind, presence);
    }

    /**
     * A path relative to the plugin without {@code .} and {@code ..}.
     *
     * @return empty if the path is absolute or points outside the plugin; an empty text for the plugin's own folder
     */
    public static Optional<String> normalized(String path) {
        try {
            Path normal = Path.of(path.strip()).normalize();
            String text = normal.toString().replace('\\', '/');
            return normal.isAbsolute() || text.equals("..") || text.startsWith("../")
                    ? Optional.empty()
                    : Optional.of(text);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
