package io.powerx.publish.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Changes the owner of the files that a run created to the owner of the runner's folder. The container runs as root, and the next job of
 * a self-hosted runner could not remove root's files.
 */
final class Ownership {
    private static final String OWNER = "unix:uid,gid";
    private static final Integer ROOT = 0;

    private final Path root;

    Ownership(Path root) {
        this.root = root;
    }

    /**
     * Changes the owner of files, of folders with their content, and of their parent folders. Files outside the root folder and files of
     * other users are not changed.
     */
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
                        changeOwner(file, owner);
                    }
                }
                Path folder = path.getParent();
                while (folder != null && folder.startsWith(root) && !folder.equals(root)) {
                    changeOwner(folder, owner);
                    folder = folder.getParent();
                }
            }
        }
    }

    private static void changeOwner(Path file, Map<String, Object> owner) throws IOException {
        if (ROOT.equals(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS))) {
            Files.setAttribute(file, "unix:gid", owner.get("gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:uid", owner.get("uid"), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
