package io.powerx.publish.cli.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the user's home folder. The user's file in it chooses the server that receives the token, so a folder that may not be the user's is
 * not used.
 */
public final class UserHome {
    /** Folders of CI jobs, whose content comes from the repository. */
    private static final List<String> WORKSPACES = List.of("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE");

    private UserHome() {}

    /**
     * The home folder: HOME, otherwise USERPROFILE, otherwise the Java property {@code user.home}, which is {@code ?} if the user has no
     * entry in the system's list of users.
     *
     * @param property the value of {@code user.home}
     * @return empty if the path is not absolute, the folder is not writable, or it is inside the workspace of a CI job
     */
    static Optional<Path> find(Map<String, String> environment, String property) {
        String value = environment.getOrDefault("HOME", environment.getOrDefault("USERPROFILE", property));
        return path(value)
                .filter(home -> Files.isDirectory(home) && Files.isWritable(home))
                .filter(home -> WORKSPACES.stream()
                        .flatMap(variable -> path(environment.getOrDefault(variable, "")).stream())
                        .noneMatch(workspace -> isInside(home, workspace)));
    }

    /** Whether a folder is another one or below it, even through symbolic links. */
    public static boolean isInside(Path folder, Path other) {
        return real(folder).startsWith(real(other));
    }

    /** Whether a folder is the one that the system's list of users states, and not one that a job chose with HOME. */
    public static boolean isOfAccount(Path home) {
        return path(System.getProperty("user.home", ""))
                .filter(account -> real(account).equals(real(home)))
                .isPresent();
    }

    /** The path without symbolic links. */
    public static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            return folder.toAbsolutePath().normalize();
        }
    }

    private static Optional<Path> path(String value) {
        try {
            return value.isBlank()
                    ? Optional.empty()
                    : Optional.of(Path.of(value)).filter(Path::isAbsolute).map(Path::normalize);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
