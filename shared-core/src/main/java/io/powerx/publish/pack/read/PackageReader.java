package io.powerx.publish.pack.read;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.secret.ForeignText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads a package from beginning to end without unpacking it. Accepts exactly what the packer writes, field by field: every header is
 * decoded, encoded again by the packer's own code, and compared. What programs read differently, such as links, folders, extra fields
 * and repeated headers, can therefore not be in a package. Time and memory are bounded.
 */
public final class PackageReader {
    private static final int MAX_SHOWN = 700;
    private static final long ALWAYS_ALLOWED = 256L << 20;
    private static final long MAX_RATIO = 100;

    private PackageReader() {}

    /**
     * Reads a package. Checks the container, its names and modes, but not the content of files.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file, or it is a folder, a pipe or a device
     */
    public static PackageContents read(Path file) {
        return read(file, ALWAYS_ALLOWED);
    }

    /** @param allowed bytes that any archive may unpack to, however small it is */
    public static PackageContents read(Path file, long allowed) {
        return read(file, allowed, KeptFiles.NONE);
    }

    /** @param kept decides which files' contents are returned */
    public static PackageContents read(Path file, KeptFiles kept) {
        return read(file, ALWAYS_ALLOWED, kept);
    }

    private static PackageContents read(Path file, long allowed, KeptFiles kept) {
        try {
            SmallFile.requireRegular(file);
            return readRegular(file, allowed, kept);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read the package " + file, IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    private static PackageContents readRegular(Path file, long allowed, KeptFiles kept) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            PackageInventory inventory = new PackageInventory(Math.max(allowed, channel.size() * MAX_RATIO), kept);
            PackageFormat format = format(file);
            if (format == null) {
                return inventory.contents(null, "it is neither a gzip-compressed tar nor a zip");
            }
            return contents(inventory, format, () -> {
                if (format == PackageFormat.ZIP) {
                    readZip(channel, inventory);
                } else {
                    readTar(file, inventory);
                }
            });
        }
    }

    /**
     * Reads a gzip-compressed tar that is not a file yet, and checks it like {@link #read(Path)}. Only for packages that this
     * process writes, because an archive that unpacks to far more than its size is rejected only at its end.
     *
     * @param in closed afterwards
     */
    public static PackageContents read(InputStream in) {
        PackageInventory inventory = new PackageInventory(Long.MAX_VALUE, KeptFiles.NONE);
        return contents(inventory, PackageFormat.PXP, () -> {
            long size = readTar(in, inventory);
            inventory.requireAtMost(Math.max(ALWAYS_ALLOWED, size * MAX_RATIO));
        });
    }

    /** Reads an archive. */
    @FunctionalInterface
    private interface Reading {
        void run() throws IOException;
    }

    private static PackageContents contents(PackageInventory inventory, PackageFormat format, Reading reading) {
        try {
            reading.run();
            return inventory.contents(format, null);
        } catch (MalformedPackageException e) {
            return inventory.contents(format, ForeignText.oneLine(e.getMessage(), MAX_SHOWN));
        } catch (IOException e) {
            return inventory.contents(
                    format, "it cannot be read to its end: " + ForeignText.oneLine(IoFailure.text(e), MAX_SHOWN));
        }
    }

    private static void readZip(FileChannel channel, PackageInventory inventory) throws IOException {
        try (ZipReader reader = new ZipReader(channel, inventory)) {
            reader.read();
        }
    }

    private static void readTar(Path file, PackageInventory inventory) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 128 << 10)) {
            readTar(in, inventory);
        }
    }

    /** Returns the number of compressed bytes. */
    private static long readTar(InputStream in, PackageInventory inventory) throws IOException {
        GzipInput gzip = new GzipInput(in);
        try (InputStream tar = new ReadAheadInput(gzip)) {
            new TarReader(tar, inventory).read();
        }
        return gzip.size();
    }

    private static @Nullable PackageFormat format(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(2);
        }
        if (head.length == 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
            return PackageFormat.PXP;
        }
        return head.length == 2 && head[0] == 'P' && head[1] == 'K' ? PackageFormat.ZIP : null;
    }
}
