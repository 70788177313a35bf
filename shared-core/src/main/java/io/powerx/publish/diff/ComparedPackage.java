package io.powerx.publish.diff;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.read.KeptFiles;
import io.powerx.publish.pack.read.PackageContents;
import io.powerx.publish.pack.read.PackageIdentity;
import io.powerx.publish.pack.read.PackageReader;
import io.powerx.publish.plugin.ManifestFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the packages that are compared.
 *
 * @param entries by path, in the package's order
 * @param kept the catalogs and the SQL scripts, as far as they are small enough
 */
record ComparedPackage(
        PackageIdentity identity,
        String contentDigest,
        Map<String, PackageEntry> entries,
        Map<String, byte[]> kept,
        ManifestFacts facts) {

    /**
     * Reads a package.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if there is no such file; {@link ErrorCode#PACKAGE_INVALID} if it is not
     *     a package, or integrity.txt does not match its files
     */
    static ComparedPackage read(Path file) {
        PackageContents contents = PackageReader.read(file, new Budget());
        if (!contents.problems().isEmpty()) {
            throw invalid(file, String.join("; ", contents.problems()));
        }
        byte[] integrity = contents.integrity();
        if (integrity == null || !Arrays.equals(integrity, IntegrityList.write(contents.entries()))) {
            throw invalid(file, "its files are not those that integrity.txt lists");
        }
        Map<String, PackageEntry> entries = new LinkedHashMap<>();
        contents.entries().forEach(entry -> entries.put(entry.path(), entry));
        try {
            return new ComparedPackage(
                    PackageIdentity.of(contents), Sha256.hex(integrity), entries, contents.kept(), facts(contents));
        } catch (PublishException e) {
            throw invalid(file, e.found());
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "unpack the manifest of " + file.getFileName(), e);
        }
    }

    PackageDiff.Side side() {
        long bytes = entries.values().stream().mapToLong(PackageEntry::size).sum();
        return new PackageDiff.Side(identity.id(), identity.version(), contentDigest, entries.size(), bytes);
    }

    /** Whether a file is a migration, by the folder that the manifest declares or by the layout of packages. */
    boolean isMigration(String path) {
        return path.startsWith(facts.migrations() + "/")
                || path.startsWith("migrations/")
                || path.startsWith("backend/migrations/");
    }

    private static ManifestFacts facts(PackageContents contents) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(contents.kept());
        if (contents.manifest() != null) {
            files.put(PackageLayout.MANIFEST, contents.manifest());
        }
        return ManifestFacts.read(files);
    }

    private static PublishException invalid(Path file, String found) {
        return PublishException.of(ErrorCode.PACKAGE_INVALID, "read the package " + file.getFileName(), found);
    }

    /** Bounds the memory for catalogs and for scripts separately, so that neither can displace the other. */
    private static final class Budget implements KeptFiles {
        private static final int MAX_FILE = 1 << 20;
        private long catalogs = 16 << 20;
        private long scripts = 32 << 20;

        @Override
        public boolean keeps(String path, long size) {
            if (size > MAX_FILE) {
                return false;
            }
            if (ManifestFacts.mayRead(path)) {
                catalogs -= size;
                return catalogs >= 0;
            }
            if (path.endsWith(".sql")) {
                scripts -= size;
                return scripts >= 0;
            }
            return false;
        }
    }
}
