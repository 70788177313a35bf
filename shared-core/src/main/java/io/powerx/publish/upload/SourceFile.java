package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.PackedArtifact;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** An artifact's file during the upload; it must not change after it was packed. Safe for use by many threads. */
final class SourceFile implements Closeable {
    private static final int HASH_BUFFER = 256 << 10;

    private final PackedArtifact packed;
    private final Path path;
    private final FileChannel channel;
    private final FileTime modified;

    private SourceFile(PackedArtifact packed, Path path, FileChannel channel, FileTime modified) {
        this.packed = packed;
        this.path = path;
        this.channel = channel;
        this.modified = modified;
    }

    /** @throws PublishException {@link ErrorCode#FILE_CHANGED} */
    static SourceFile open(PackedArtifact packed) {
        Path path = Path.of(packed.file());
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            SourceFile source = new SourceFile(packed, path, channel, Files.getLastModifiedTime(path));
            source.check();
            return source;
        } catch (IOException e) {
            throw changed(packed, "it cannot be opened", e);
        }
    }

    String artifact() {
        return packed.artifact().name();
    }

    long size() {
        return packed.artifact().size();
    }

    /** The SHA-256 of the whole file, as it was packed. */
    String sha256() {
        return packed.artifact().sha256();
    }

    /**
     * Checks that the file has not changed since it was opened.
     *
     * @throws PublishException {@link ErrorCode#FILE_CHANGED}
     */
    void check() {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            if (now.size() != size()) {
                throw changed(packed, "it has " + now.size() + " bytes instead of " + size(), null);
            }
            if (!now.lastModifiedTime().equals(modified)) {
                throw changed(packed, "it was written to at " + now.lastModifiedTime(), null);
            }
        } catch (IOException e) {
            throw changed(packed, "it can no longer be read", e);
        }
    }

    /**
     * Fills the buffer from that position.
     *
     * @throws PublishException {@link ErrorCode#FILE_CHANGED}
     */
    void read(ByteBuffer buffer, long position) {
        long at = position;
        try {
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw changed(packed, "it has " + channel.size() + " bytes instead of " + size(), null);
                }
                at += count;
            }
        } catch (IOException e) {
            throw changed(packed, "it cannot be read at byte " + at, e);
        }
    }

    /** The failure of a part whose bytes changed while the file's size and modification time stayed the same. */
    PublishException changedUnnoticed() {
        return changed(packed, "it was written to without a new modification time", null);
    }

    /** The SHA-256 of a range of the file, read from disk. */
    String sha256(long offset, long length) throws InterruptedException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(HASH_BUFFER, length));
        for (long done = 0; done < length; done += buffer.limit()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            read(buffer, offset + done);
            digest.update(buffer.flip());
        }
        return Sha256.hex(digest);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static PublishException changed(PackedArtifact packed, String found, @Nullable Throwable cause) {
        return PublishException.of(
                        ErrorCode.FILE_CHANGED, "send " + packed.artifact().name(), found)
                .causedBy(cause);
    }
}
