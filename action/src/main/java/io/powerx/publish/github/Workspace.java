package io.powerx.publish.github;

import io.powerx.publish.error.IoFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The folder that the job works in. Inputs may contain untrusted text, such as a branch name or the title of a pull request, so their
 * paths must stay inside it.
 */
record Workspace(Path root) {
    Workspace {
        root = root.toAbsolutePath().normalize();
    }

    /**
     * Resolves the path of an input.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if it leads out of the workspace, even through symbolic links
     */
    Path inside(String input, String value) {
        try {
            Path path = root.resolve(value).normalize();
            if (!path.startsWith(root) || !real(path).startsWith(root.toRealPath())) {
                throw Inputs.wrong(
                        input,
                        "leads out of the workspace; specify a path relative to the repository (in the action, the workspace is "
                                + root + ")");
            }
            return path;
        } catch (InvalidPathException e) {
            throw Inputs.wrong(input, "is not a path");
        } catch (IOException e) {
            throw Inputs.wrong(input, "cannot be resolved in the workspace: " + IoFailure.text(e));
        }
    }

    /** The path as later steps and annotations see it: relative to the workspace, with forward slashes. */
    String relative(Path path) {
        Path absolute = root.resolve(path).normalize();
        return absolute.startsWith(root)
                ? root.relativize(absolute).toString().replace('\\', '/')
                : absolute.toString();
    }

    private static Path real(Path path) throws IOException {
        Path existing = path;
        while (!Files.exists(existing)) {
            if (Files.isSymbolicLink(existing)) {
                return existing.resolveSibling(Files.readSymbolicLink(existing)).normalize();
            }
            existing = Objects.requireNonNull(existing.getParent(), "the root folder exists");
        }
        return existing.toRealPath();
    }
}
