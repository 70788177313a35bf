package io.powerx.publish.pack.read;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.NameRegistry;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.secret.ForeignText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes stock of an archive while it is read. Bounded in bytes, entries and problems, so that an archive made to hurt does not. */
final class PackageInventory {
    private static final int MAX_ENTRIES = 200_100;
    private static final int MAX_PROBLEMS = 20;
    private static final int MAX_LIST = 64 << 20;
    private static final int MAX_SIGNATURE = 1 << 20;
    private static final int MAX_SHOWN = 200;

    private final byte[] buffer = new byte[128 << 10];
    private final NameRegistry names = new NameRegistry();
    private final List<PackageEntry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private byte @Nullable [] integrity;
    private byte @Nullable [] signature;
    private long bytesLeft;
    private int named;

    /** @param bytes that the archive may unpack to */
    PackageInventory(long bytes) {
        this.bytesLeft = bytes;
    }

    /** Reads a file to its end. */
    void file(byte[] rawName, boolean executable, InputStream content) throws IOException {
        String name = decode(rawName);
        countEntry();
        EntryName.problem(name).or(() -> names.addFile(name)).ifPresent(problem -> problem(name, problem));
        if (name.equals(PackageLayout.INTEGRITY) && integrity == null) {
            integrity = keep(name, content, MAX_LIST);
        } else if (name.equals(PackageLayout.SIGNATURE) && signature == null) {
            signature = keep(name, content, MAX_SIGNATURE);
        } else {
            MessageDigest digest = Sha256.digest();
            long size = 0;
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                countBytes(read);
                digest.update(buffer, 0, read);
                size += read;
            }
            entries.add(new PackageEntry(name, size, executable, Sha256.hex(digest)));
        }
    }

    /** Takes in a folder's name, with or without a slash at its end. */
    void folder(byte[] rawName) throws IOException {
        String name = decode(rawName).replaceFirst("/$", "");
        countEntry();
        Optional<String> problem = EntryName.problem(name).or(() -> names.addFolder(name));
        problem.ifPresent(text -> problem(name, text));
    }

    /** Notes what is wrong with an entry and goes on. */
    void problem(byte[] rawName, String found) throws IOException {
        countEntry();
        problem(decode(rawName), found);
    }

    /** Notes what is wrong with the archive as a whole. */
    void problem(String found) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(found);
        } else if (problems.size() == MAX_PROBLEMS) {
            problems.add("and more");
        }
    }

    PackageContents contents(@Nullable PackageFormat format) {
        return new PackageContents(format, List.copyOf(entries), integrity, signature, List.copyOf(problems));
    }

    private void problem(String name, String found) {
        problem("\"" + ForeignText.oneLine(name, MAX_SHOWN) + "\": " + ForeignText.oneLine(found, 2 * MAX_SHOWN));
    }

    private byte[] keep(String name, InputStream content, int limit) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            countBytes(read);
            if (kept.size() + read > limit) {
                throw new MalformedPackageException(name + " is larger than " + limit + " bytes");
            }
            kept.write(buffer, 0, read);
        }
        return kept.toByteArray();
    }

    private void countEntry() throws IOException {
        if (++named > MAX_ENTRIES) {
            throw new MalformedPackageException("it has more than " + MAX_ENTRIES + " entries");
        }
    }

    private void countBytes(int read) throws IOException {
        bytesLeft -= read;
        if (bytesLeft < 0) {
            throw new MalformedPackageException("it unpacks to far more than its size, as made to fill a disk");
        }
    }

    private static String decode(byte[] rawName) throws IOException {
        try {
            return Utf8.decode(rawName);
        } catch (CharacterCodingException e) {
            throw new MalformedPackageException("a name is not UTF-8");
        }
    }
}
