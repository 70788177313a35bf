package io.powerx.publish.pack.read;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.ExecutableRule;
import io.powerx.publish.pack.NameRegistry;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Collects the files of an archive while it is read, and checks their order, names and modes. Bounded in bytes, entries and names; each
 * declared size is checked before anything of that size is read.
 */
final class PackageInventory {
    private static final int MAX_ENTRIES = 200_100;
    private static final int MAX_NAMES = 32 << 20;
    private static final int MAX_MANIFEST = 512 << 10;
    private static final int MAX_SIGNATURE = 128 << 10;
    private static final int DIGEST_AND_SPACES = 66;
    private static final int MAX_SHOWN = 200;

    private final byte[] buffer = new byte[128 << 10];
    private final MessageDigest digest = Sha256.digest();
    private final NameRegistry names = new NameRegistry();
    private final List<PackageEntry> entries = new ArrayList<>();
    private final Map<String, byte[]> kept = new HashMap<>();
    private final Map<String, byte[]> wanted = new LinkedHashMap<>();
    private final KeptFiles filter;
    private @Nullable String last;
    private final long allowed;
    private long bytesLeft;
    private long nameBytes;
    private long listBytes;
    private int count;

    /**
     * @param bytes that the archive may unpack to
     * @param filter of the files to keep
     */
    PackageInventory(long bytes, KeptFiles filter) {
        this.allowed = bytes;
        this.bytesLeft = bytes;
        this.filter = filter;
    }

    /**
     * Checks the declared size of everything that is yet to be read.
     *
     * @throws MalformedPackageException if it exceeds what the archive may unpack to
     */
    void requireRoom(long entriesToCome, long bytesToCome) throws MalformedPackageException {
        if (entriesToCome > MAX_ENTRIES - count) {
            throw new MalformedPackageException("it has more than " + MAX_ENTRIES + " entries");
        }
        if (bytesToCome > bytesLeft) {
            throw unpacksToFarMore();
        }
    }

    /**
     * Checks the size of everything that was read.
     *
     * @throws MalformedPackageException if it exceeds what the archive may unpack to
     */
    void requireAtMost(long bytes) throws MalformedPackageException {
        if (allowed - bytesLeft > bytes) {
            throw unpacksToFarMore();
        }
    }

    private static MalformedPackageException unpacksToFarMore() {
        return new MalformedPackageException("it unpacks to far more than its size");
    }

    /**
     * Reads a file to its end.
     *
     * @param size as declared; {@code content} fails if it has another one
     */
    void file(String name, long size, boolean executable, InputStream content) throws IOException {
        requireRoom(1, size);
        count++;
        bytesLeft -= size;
        requireName(name);
        requireOrder(name);
        last = name;
        long limit = limit(name);
        if (limit >= 0 && size > limit) {
            throw problem(name, "it is larger than " + limit + " bytes");
        }
        byte[] head = content.readNBytes(ExecutableRule.HEAD);
        if (PackageLayout.isReserved(name) ? executable : !ExecutableRule.allows(name, head, executable)) {
            throw problem(name, "its mode is not the one that the packer gives it");
        }
        if (limit >= 0) {
            byte[] bytes = whole(size, head, content);
            kept.put(name, bytes);
            if (!PackageLayout.isReserved(name)) {
                addEntry(name, size, executable, Sha256.hex(bytes));
            }
        } else if (filter.keeps(name, size)) {
            byte[] bytes = whole(size, head, content);
            wanted.put(name, bytes);
            addEntry(name, size, executable, Sha256.hex(bytes));
        } else {
            digest.update(head);
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            addEntry(name, size, executable, Sha256.hex(digest));
        }
    }

    /** What was read; {@code problem} is why reading stopped, null if the archive was read to its end. */
    PackageContents contents(@Nullable PackageFormat format, @Nullable String problem) {
        return new PackageContents(
                format,
                List.copyOf(entries),
                kept.get(PackageLayout.INTEGRITY),
                kept.get(PackageLayout.SIGNATURE),
                kept.get(PackageLayout.MANIFEST),
                kept.get(PackageIdentity.JSON),
                wanted,
                problem == null ? List.of() : List.of(problem));
    }

    /** @throws MalformedPackageException if the bytes are not UTF-8 */
    static String decode(byte[] rawName) throws MalformedPackageException {
        try {
            return Utf8.decode(rawName);
        } catch (CharacterCodingException e) {
            throw new MalformedPackageException("a name is not UTF-8");
        }
    }

    /** What is wrong with one entry. */
    static MalformedPackageException problem(String name, String found) {
        return new MalformedPackageException(
                "\"" + ForeignText.oneLine(name, MAX_SHOWN) + "\": " + ForeignText.oneLine(found, 2 * MAX_SHOWN));
    }

    private void requireName(String name) throws MalformedPackageException {
        Optional<String> problem = EntryName.problem(name);
        if (problem.isEmpty() && !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            problem = Optional.of("the name is not in Unicode's normal form C");
        }
        if (problem.isEmpty()) {
            problem = names.addFile(name);
        }
        if (problem.isPresent()) {
            throw problem(name, problem.get());
        }
        nameBytes += name.length();
        if (nameBytes > MAX_NAMES) {
            throw new MalformedPackageException("its names are longer than " + MAX_NAMES + " characters together");
        }
    }

    /** Files by the bytes of their names, then the list of them, then the signature of the list. */
    private void requireOrder(String name) throws MalformedPackageException {
        int phase = phase(name);
        int before = last == null ? 0 : phase(last);
        boolean inOrder = phase == 0
                ? before == 0 && (last == null || EntryName.ORDER.compare(last, name) < 0)
                : phase == before + 1;
        if (phase == 1 && last == null) {
            throw problem(name, "there is no file that it lists");
        }
        if (!inOrder) {
            throw problem(name, "it is not in the packer's order");
        }
    }

    private static int phase(String name) {
        return switch (name) {
            case PackageLayout.INTEGRITY -> 1;
            case PackageLayout.SIGNATURE -> 2;
            default -> 0;
        };
    }

    /** Bytes of a file that is kept in memory; -1 for files that are only hashed. */
    private long limit(String name) {
        return switch (name) {
            case PackageLayout.MANIFEST, PackageIdentity.JSON -> MAX_MANIFEST;
            case PackageLayout.SIGNATURE -> MAX_SIGNATURE;
            // Twice the length of a list of the files, so that a difference can be shown; more would only fill the
            // memory.
            case PackageLayout.INTEGRITY -> 2 * listBytes + MAX_MANIFEST;
            default -> -1;
        };
    }

    private byte[] whole(long size, byte[] head, InputStream content) throws IOException {
        byte[] bytes = Arrays.copyOf(head, (int) size);
        int rest = content.readNBytes(bytes, head.length, bytes.length - head.length);
        if (head.length + rest != size || content.read() >= 0) {
            throw new IllegalArgumentException("the stream has another size than it declares");
        }
        return bytes;
    }

    private void addEntry(String name, long size, boolean executable, String sha256) {
        entries.add(new PackageEntry(name, size, executable, sha256));
        listBytes += DIGEST_AND_SPACES + name.getBytes(StandardCharsets.UTF_8).length + 1;
    }
}
