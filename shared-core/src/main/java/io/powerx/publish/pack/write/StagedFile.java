package io.powerx.publish.pack.write;

import io.powerx.publish.io.Sha256;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.UUID;

/** A file that gets its name only after it has been written to disk completely. Closing it before that deletes it. */
final class StagedFile implements Closeable {
    private final Path target;
    private final Path temporary;
    private final FileChannel channel;
    private final MessageDigest digest = Sha256.digest();
    private final OutputStream out;

    StagedFile(Path target) throws IOException {
        this.target = target;
        this.temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        this.channel = FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.out =
                new BufferedOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), digest), 256 << 10);
    }

    /** The file while it does not have its name yet. */
    Path temporary() {
        return temporary;
    }

    OutputStream out() {
        return out;
    }

    /** Forces everything to disk. Nothing may be written afterwards. */
    Written complete() throws IOException {
        out.flush();
        channel.force(true);
        long size = channel.size();
        channel.close();
        return new Written(size, Sha256.hex(digest));
    }

    /** A complete file. */
    record Written(long size, String sha256) {}

    /** Moves the complete file to its name and replaces an existing file. */
    void publish() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
