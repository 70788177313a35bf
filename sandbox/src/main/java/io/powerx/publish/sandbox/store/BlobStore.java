package io.powerx.publish.sandbox.store;

import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.io.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Stores artifacts. Each part is a separate file, which is written under a temporary name, renamed when it is complete, and never
 * changed. The database determines which files are in use. An artifact is the sequence of its parts, which are never concatenated.
 */
public final class BlobStore {
    private static final int BUFFER = 64 << 10;
    private static final Duration ORPHAN_AGE = Duration.ofHours(24);
    private static final String TEMPORARY = ".tmp";

    private final Path directory;

    private BlobStore(Path directory) {
        this.directory = directory;
    }

    static BlobStore open(Path directory) throws IOException {
        PrivateFiles.createDirectory(directory);
        return new BlobStore(directory);
    }

    /**
     * A received file.
     *
     * @param file its file name in the artifact store
     * @param sha256 hex
     */
    public record Blob(String file, long size, String sha256) {}

    /**
     * Writes a stream to a new file in constant memory and computes its digest.
     *
     * @param size the expected number of bytes
     * @throws EOFException if the stream has fewer
     */
    public Blob receive(InputStream in, long size) throws IOException {
        String file = Ids.fresh("part");
        Path temporary = directory.resolve(file + TEMPORARY);
        MessageDigest digest = Sha256.digest();
        try {
            try (FileChannel out =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                byte[] buffer = new byte[BUFFER];
                long left = size;
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        throw new EOFException("The body ended " + left + " bytes early");
                    }
                    digest.update(buffer, 0, read);
                    ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
                    while (chunk.hasRemaining()) {
                        out.write(chunk);
                    }
                    left -= read;
                }
            }
            Files.move(temporary, directory.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            return new Blob(file, size, Sha256.hex(digest));
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Reads files one after the other; opens each one when it is needed. */
    public InputStream read(List<String> files) {
        return new PartsInputStream(files.stream().map(this::path).toList());
    }

    /** The path of a file. */
    public Path path(String file) {
        return directory.resolve(file);
    }

    /** Whether the file exists in full; it may not after a power failure. */
    public boolean holds(String file, long size) {
        try {
            return Files.size(path(file)) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** The SHA-256 in hex of the concatenated files. */
    public String sha256(List<String> files) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER];
        for (String file : files) {
            try (InputStream in = Files.newInputStream(path(file))) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return Sha256.hex(digest);
    }

    /** Flushes the files to disk. */
    public void force(List<String> files) throws IOException {
        for (String file : files) {
            try (FileChannel channel = FileChannel.open(path(file), StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** Deletes files. If a file is in use and cannot be deleted, {@link #sweep} deletes it later. */
    public void delete(List<String> files) {
        for (String file : files) {
            try {
                Files.deleteIfExists(path(file));
            } catch (IOException e) {
                path(file).toFile().deleteOnExit();
            }
        }
    }

    /** Deletes files of killed processes: those that are not in use, and old by the clock of the file system. */
    void sweep(Set<String> counting) throws IOException {
        Path now = Files.createTempFile(directory, "now-", TEMPORARY);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            Instant limit = Files.getLastModifiedTime(now).toInstant().minus(ORPHAN_AGE);
            for (Path file : files) {
                Path name = file.getFileName();
                if (name != null
                        && !counting.contains(name.toString())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    delete(List.of(name.toString()));
                }
            }
        } finally {
            Files.deleteIfExists(now);
        }
    }
}
