package io.powerx.publish.pack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file to pack, whose bytes are in the project or in memory. */
public final class SelectedFile {
    private final String path;
    private final long size;
    private final boolean executable;
    private final @Nullable Path file;
    private final byte[] content;

    private SelectedFile(String path, long size, boolean executable, @Nullable Path file, byte[] content) {
        this.path = path;
        this.size = size;
        this.executable = executable;
        this.file = file;
        this.content = content;
    }

    public static SelectedFile ofProject(String path, Path file, long size, boolean executable) {
        return new SelectedFile(path, size, executable, file, new byte[0]);
    }

    public static SelectedFile generated(String path, byte[] content, boolean executable) {
        return new SelectedFile(path, content.length, executable, null, content.clone());
    }

    /** The name in the package, with forward slashes, NFC. */
    public String path() {
        return path;
    }

    /** Bytes, as reported by the file system. */
    public long size() {
        return size;
    }

    public boolean executable() {
        return executable;
    }

    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(content) : Files.newInputStream(file);
    }
}
