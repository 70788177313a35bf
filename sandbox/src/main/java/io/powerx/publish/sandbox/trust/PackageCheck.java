package io.powerx.publish.sandbox.trust;

import io.powerx.publish.io.Sha256;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.MultiReadOnlySeekableByteChannel;

/** Checks that a package has exactly the files of its integrity list. Reads it once, in constant memory. */
public final class PackageCheck {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private PackageCheck() {}

    /** The result for a package that was not rejected. */
    public enum Outcome {
        /** Every file is listed with its digest, and the list is the one that was published with the package. */
        MATCHES,
        /** The package has no integrity.txt. */
        NO_LIST,
        /** It is not a readable zip or gzip-compressed tar. */
        UNREADABLE
    }

    /**
     * Checks a package.
     *
     * @param parts the consecutive parts of the package
     * @param size total bytes
     * @param lists SHA-256 in hex of the integrity artifacts; empty if there are none
     */
    public static Outcome check(List<Path> parts, long size, Set<String> lists, InputOf input)
            throws IOException, PackageRefused {
        byte[] magic;
        try (InputStream in = input.open()) {
            magic = in.readNBytes(4);
        }
        PackageContent content = new PackageContent(size);
        try {
            if (magic.length == 4 && magic[0] == 0x1f && (magic[1] & 0xff) == 0x8b) {
                readTar(input, content);
            } else if (magic.length == 4 && magic[0] == 'P' && magic[1] == 'K') {
                readZip(parts, content);
            } else {
                return Outcome.UNREADABLE;
            }
        } catch (IOException | IllegalArgumentException e) {
            if (!parts.stream().allMatch(Files::isReadable)) {
                throw e;
            }
            return Outcome.UNREADABLE;
        }
        byte[] list = content.integrity();
        if (list == null) {
            return Outcome.NO_LIST;
        }
        if (!lists.isEmpty() && !lists.contains(Sha256.hex(list))) {
            throw PackageRefused.mismatch("integrity.txt in the package is not the integrity artifact");
        }
        compare(list, content.digests());
        return Outcome.MATCHES;
    }

    /** Opens the package. */
    @FunctionalInterface
    public interface InputOf {
        InputStream open() throws IOException;
    }

    private static void readTar(InputOf input, PackageContent content) throws IOException, PackageRefused {
        try (InputStream in = input.open();
                TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in, 64 << 10))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isPlainFile(entry)) {
                    content.file(entry.getName(), tar);
                } else {
                    content.other(entry.getName(), entry.isDirectory());
                }
            }
        }
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isFIFO()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice();
    }

    private static void readZip(List<Path> parts, PackageContent content) throws IOException, PackageRefused {
        try (SeekableByteChannel channel = MultiReadOnlySeekableByteChannel.forPaths(parts.toArray(Path[]::new));
                ZipFile zip = ZipFile.builder().setSeekableByteChannel(channel).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                if (entry.isDirectory() || entry.isUnixSymlink()) {
                    content.other(entry.getName(), entry.isDirectory());
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        content.file(entry.getName(), in);
                    }
                }
            }
        }
    }

    private static void compare(byte[] list, Map<String, byte[]> found) throws IOException, PackageRefused {
        Map<String, byte[]> left = new HashMap<>(found);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(list), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                Matcher matcher = LINE.matcher(line);
                if (!matcher.matches()) {
                    throw PackageRefused.mismatch("line " + number + " of integrity.txt is not \"<sha256>  <path>\"");
                }
                byte[] digest = left.remove(matcher.group(2));
                if (digest == null) {
                    throw PackageRefused.mismatch("integrity.txt lists " + PackageContent.shown(matcher.group(2))
                            + ", which is not in the package, or is listed twice");
                }
                if (!Arrays.equals(digest, HexFormat.of().parseHex(matcher.group(1)))) {
                    throw PackageRefused.mismatch(PackageContent.shown(matcher.group(2))
                            + " in the package does not have its digest from integrity.txt");
                }
            }
        }
        if (!left.isEmpty()) {
            throw PackageRefused.mismatch("the package contains "
                    + PackageContent.shown(
                            left.keySet().stream().sorted().findFirst().orElseThrow())
                    + ", which integrity.txt does not list");
        }
    }
}
