package io.powerx.publish.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives the files that a run left below a folder of the runner's to the folder's owner: the container runs as root, and what stays root's
 * cannot be removed by the next job of a self-hosted runner.
 */
final class Ownership {
    private static final String OWNER = "unix:uid,gid";
    private static final Integer ROOT = 0;

    private final Path root;

    Ownership(Path root) {
        this.root = root;
    }

    /** Files, or folders with all in them, and the folders that lead to them; those outside and those of others are left alone. */
    void handOver(Collection<Path> written) throws IOException {
        if (!root.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return;
        }
        Map<String, Object> owner = Files.readAttributes(root, OWNER, LinkOption.NOFOLLOW_LINKS);
        if (ROOT.equals(owner.get("uid"))) {
            return;
        }
        for (Path each : written) {
            Path path = each.normalize();
            if (path.startsWith(root) && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                try (Stream<Path> files = Files.walk(path)) {
                    for (Path file : (Iterable<Path>) files::iterator) {
                        give(file, owner);
                    }
                }
                Path folder = path.getParent();
                while (folder != null && folder.startsWith(root) && !folder.equals(root)) {
                    give(folder, owner);
                    folder = folder.getParent();
                }
            }
        }
    }

    private static void give(Path file, Map<String, Object> owner) throws IOException {
        if (ROOT.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            Files.setAttribute(file, "unix:gid", owner.get("gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", owner.get("uid"), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
