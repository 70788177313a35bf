package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folders that relative paths start from.
 *
 * @param home the user's home; null if there is none
 */
public record Folders(Path working, Path project, @Nullable Path home) {
    /** The existing file that a value specifies; empty if it is not the path of one, in which case it may be the content itself. */
    public Optional<Path> find(String value, Layer layer) {
        if (isBelowHome(value)) {
            return home == null ? Optional.empty() : SmallFile.find(home, belowHome(value));
        }
        return SmallFile.find(base(layer), value);
    }

    Path resolve(String path, Layer layer) {
        return isBelowHome(path)
                ? requireHome().resolve(belowHome(path)).normalize()
                : base(layer).resolve(path).normalize();
    }

    private Path base(Layer layer) {
        return switch (layer) {
            case PROJECT_FILE -> project;
            case USER_FILE -> requireHome();
            default -> working;
        };
    }

    private Path requireHome() {
        if (home == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "find a file in the home folder",
                    "the user has no usable home folder; HOME must be the absolute path of a writable folder");
        }
        return home;
    }

    private static boolean isBelowHome(String path) {
        return path.equals("~") || path.startsWith("~/");
    }

    private static String belowHome(String path) {
        return path.length() <= 2 ? "." : path.substring(2);
    }
}
