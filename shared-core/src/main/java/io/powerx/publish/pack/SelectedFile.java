package io.powerx.publish.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A file to pack, whose bytes are in the project or in memory. */
public final class SelectedFile {
    private static final byte[] NONE = new byte[0];

    private final String path;
    private final long size;
    private final boolean ownerExecutes;
    /** The file itself, or the folder of a file whose name is the last part of the path; null if the content is generated. */
    private final @Nullable Path place;

    private final boolean placeIsFolder;
    private final byte[] content;
    private final @Nullable String reason;

    private SelectedFile(
            String path,
            long size,
            boolean ownerExecutes,
            @Nullable Path place,
            boolean placeIsFolder,
            byte[] content,
            @Nullable String reason) {
        this.path = path;
        this.size = size;
        this.ownerExecutes = ownerExecutes;
        this.place = place;
        this.placeIsFolder = placeIsFolder;
        this.content = content;
        this.reason = reason;
    }

    /**
     * A file of the project.
     *
     * @param size bytes, as reported by the file system
     * @param ownerExecutes whether its owner may execute it
     * @param reason why it is packed, as a clause; null if it belongs to the layout
     */
    public static SelectedFile ofProject(
            String path, Path file, long size, boolean ownerExecutes, @Nullable String reason) {
        return new SelectedFile(path, size, ownerExecutes, file, false, NONE, reason);
    }

    /**
     * Like {@link #ofProject}, for a file whose name on disk is the last part of its path. It takes half of the memory if the files of a
     * folder share the folder's path.
     *
     * @param folder that contains the file
     */
    public static SelectedFile ofFolder(
            String path, Path folder, long size, boolean ownerExecutes, @Nullable String reason) {
        return new SelectedFile(path, size, ownerExecutes, folder, true, NONE, reason);
    }

    /** A file that is not in the project. */
    public static SelectedFile generated(String path, byte[] content) {
        return new SelectedFile(path, content.length, false, null, false, content.clone(), "generated");
    }

    /** The name in the package, with forward slashes, NFC. */
    public String path() {
        return path;
    }

    /** Bytes, as reported by the file system. */
    public long size() {
        return size;
    }

    /** Why the file is packed, as a clause; null if it belongs to the layout. */
    public @Nullable String reason() {
        return reason;
    }

    /**
     * Whether the file is executable in the package: programs, and what is in backend/bin, so that the reader of a package can check its
     * modes. Group and other bits follow the umask, and Windows has none at all.
     *
     * @param head the file's first {@link ExecutableRule#HEAD} bytes, or the whole file if it is shorter
     */
    public boolean isExecutable(byte[] head) {
        return isExecutable(() -> ExecutableRule.isProgram(head));
    }

    /** Like {@link #isExecutable(byte[])} for a caller that knows whether the content is that of a program. */
    public boolean isExecutable(BooleanSupplier program) {
        return PackageLayout.isExecutable(path)
                || ((ownerExecutes || PackageLayout.mayHoldPrograms(path)) && program.getAsBoolean());
    }

    /** The file of the project; null if its content is generated. */
    public @Nullable Path source() {
        Path known = place;
        return known != null && placeIsFolder ? known.resolve(path.substring(path.lastIndexOf('/') + 1)) : known;
    }

    public InputStream open() throws IOException {
        Path file = source();
        return file == null ? new ByteArrayInputStream(content) : Files.newInputStream(file);
    }
}
