package io.powerx.publish.sandbox.trust;

import io.powerx.publish.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the digests of a package's files without unpacking them to disk, within limits. */
final class PackageContent {
    static final String INTEGRITY = "integrity.txt";

    private static final String SIGNATURE = "manifest.signature";
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_INTEGRITY = 32 << 20;
    private static final long MAX_UNPACKED = 16L << 30;
    private static final long UNSUSPICIOUS_UNPACKED = 1L << 30;
    private static final int MAX_RATIO = 200;

    private final long packedSize;
    private final Map<String, byte[]> digests = new HashMap<>();
    private final byte[] buffer = new byte[64 << 10];
    private byte @Nullable [] integrity;
    private boolean signature;
    private long unpacked;
    private int entries;

    PackageContent(long packedSize) {
        this.packedSize = packedSize;
    }

    /** Rejects an entry that is neither a file nor a directory. */
    void other(String name, boolean directory) throws PackageRefused {
        count(directory && name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
        if (!directory) {
            throw PackageRefused.unsafe("the package contains " + shown(name) + ", which is a link or a device");
        }
    }

    void file(String name, InputStream content) throws IOException, PackageRefused {
        count(name);
        if (digests.containsKey(name)
                || (name.equals(INTEGRITY) && integrity != null)
                || (name.equals(SIGNATURE) && signature)) {
            throw PackageRefused.unsafe("the package contains " + shown(name) + " twice");
        }
        if (name.equals(INTEGRITY)) {
            integrity = content.readNBytes(MAX_INTEGRITY + 1);
            if (integrity.length > MAX_INTEGRITY) {
                throw PackageRefused.unsafe("integrity.txt in the package is larger than 32 MiB");
            }
            return;
        }
        MessageDigest digest = Sha256.digest();
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            digest.update(buffer, 0, read);
            unpacked += read;
            if (unpacked > MAX_UNPACKED || (unpacked > UNSUSPICIOUS_UNPACKED && unpacked / MAX_RATIO > packedSize)) {
                throw PackageRefused.unsafe("the package unpacks to more than it reasonably can (" + unpacked
                        + " bytes from " + packedSize + ")");
            }
        }
        if (name.equals(SIGNATURE)) {
            signature = true;
        } else {
            digests.put(name, digest.digest());
        }
    }

    private void count(String name) throws PackageRefused {
        if (++entries > MAX_ENTRIES) {
            throw PackageRefused.unsafe("the package contains more than " + MAX_ENTRIES + " entries");
        }
        if (name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.indexOf('\0') >= 0
                || name.matches("(?s)[A-Za-z]:.*")) {
            throw PackageRefused.unsafe("the package contains an entry with the unsafe name " + shown(name));
        }
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..")) {
                throw PackageRefused.unsafe("the package contains an entry that leads outside: " + shown(name));
            }
        }
    }

    /** The integrity list in the package, if there is one. */
    byte @Nullable [] integrity() {
        return integrity;
    }

    /** The SHA-256 of each file except the list and the signature. */
    Map<String, byte[]> digests() {
        return digests;
    }

    static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() > 120 ? printable.substring(0, 120) + "..." : printable) + "\"";
    }
}
