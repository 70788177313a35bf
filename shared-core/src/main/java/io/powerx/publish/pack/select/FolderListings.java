package io.powerx.publish.pack.select;

import io.powerx.publish.pack.EntryName;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders of a project as they were when they were first listed. Each is read once, although the precheck and every package of a version
 * need it. A file that changes afterwards is an error when it is read. Not thread-safe.
 */
public final class FolderListings {
    private final Class<? extends BasicFileAttributes> attributes;
    private final Map<Path, List<Child>> known = new HashMap<>();
    private boolean lastUse;

    /**
     * A file or folder.
     *
     * @param name in NFC
     * @param exact its path if the name may be spelled differently on disk; null otherwise, because the paths of 100,000 files take tens of
     *     megabytes
     * @param own attributes of a link itself, not of its target
     */
    record Child(Path folder, String name, @Nullable Path exact, EntryAttributes own) {
        static Child of(Path folder, Path path, EntryAttributes own) {
            String name = FileNames.of(path);
            return new Child(folder, name, EntryName.isAscii(name) ? null : path, own);
        }

        Path path() {
            return exact == null ? folder.resolve(name) : exact;
        }

        boolean isFolder() {
            return own.isFolder() || (!own.isFile() && Files.isDirectory(path()));
        }
    }

    /** @param project a folder on the file system of the project */
    public FolderListings(Path project) {
        this.attributes = project.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? PosixFileAttributes.class
                : BasicFileAttributes.class;
    }

    /** The attributes of a file, or of a link's target. */
    EntryAttributes attributes(Path file) throws IOException {
        return EntryAttributes.of(Files.readAttributes(file, attributes));
    }

    List<Child> of(Path folder) throws IOException {
        List<Child> listed = lastUse ? known.remove(folder) : known.get(folder);
        if (listed != null) {
            return listed;
        }
        listed = list(folder);
        if (!lastUse) {
            known.put(folder, listed);
        }
        return listed;
    }

    /** From now on, each folder is forgotten when it is returned: the folders of 100,000 files take tens of megabytes. */
    void beginLastUse() {
        lastUse = true;
    }

    /** Forgets everything. */
    void clear() {
        known.clear();
        lastUse = false;
    }

    private List<Child> list(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        List<Child> children = new ArrayList<>(paths.size());
        for (Path path : paths) {
            try {
                children.add(Child.of(
                        folder,
                        path,
                        EntryAttributes.of(Files.readAttributes(path, attributes, LinkOption.NOFOLLOW_LINKS))));
            } catch (NoSuchFileException e) {
                // It was deleted while the folder was read.
            }
        }
        return children;
    }
}
