package io.powerx.publish.pack.select;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/**
 * What the selection needs to know of a file or folder. There is one for each file of a project, so it is much smaller than the JDK's.
 *
 * @param size bytes
 * @param ownerExecutes false on systems without such a permission
 */
record EntryAttributes(Kind kind, long size, boolean ownerExecutes) {
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /** A device, a pipe or a socket; on Windows also a junction. */
        OTHER
    }

    static EntryAttributes of(BasicFileAttributes attributes) {
        boolean ownerExecutes = attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
        return new EntryAttributes(kind(attributes), attributes.size(), ownerExecutes);
    }

    private static Kind kind(BasicFileAttributes attributes) {
        // A junction is a directory, too.
        if (attributes.isOther()) {
            return Kind.OTHER;
        }
        if (attributes.isSymbolicLink()) {
            return Kind.LINK;
        }
        return attributes.isDirectory() ? Kind.FOLDER : Kind.FILE;
    }

    boolean isFolder() {
        return kind == Kind.FOLDER;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }

    boolean isOther() {
        return kind == Kind.OTHER;
    }
}
