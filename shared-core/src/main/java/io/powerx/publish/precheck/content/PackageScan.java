package io.powerx.publish.precheck.content;

import io.powerx.publish.pack.FileChanges;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contents of all files of a package. Every file is read once, on all cores, in constant memory for each of them. */
public final class PackageScan {
    /** The number of files that a thread takes at a time. */
    private static final int BATCH = 200;

    private final Map<String, FileScan> notable = new LinkedHashMap<>();

    private PackageScan() {}

    /**
     * Reads the files.
     *
     * @param now the time that the expiry of tokens is compared with
     * @param known scans of files that need not be read again; receives the scans of those that were read
     * @throws io.powerx.publish.error.PublishException if a file cannot be read, as in {@link FileChanges#reading}
     */
    public static PackageScan of(List<SelectedFile> files, Instant now, ScannedFiles known) {
        List<SelectedFile> missing = known.missing(files);
        known.add(missing, read(missing, now));
        PackageScan scan = new PackageScan();
        for (SelectedFile file : files) {
            FileScan found = known.find(file);
            if (found != null) {
                scan.notable.put(file.path(), found);
            }
        }
        return scan;
    }

    private static Map<String, FileScan> read(List<SelectedFile> files, Instant now) {
        List<List<SelectedFile>> batches = new ArrayList<>();
        for (int from = 0; from < files.size(); from += BATCH) {
            batches.add(files.subList(from, Math.min(files.size(), from + BATCH)));
        }
        Map<String, FileScan> read = new HashMap<>();
        try {
            Parallel.map(batches, batch -> scanned(batch, now))
                    .forEach(found -> found.forEach(file -> read.put(file.path(), file)));
        } catch (IOException e) {
            throw new IllegalStateException("reading() converts every IOException", e);
        }
        return read;
    }

    private static List<FileScan> scanned(List<SelectedFile> files, Instant now) {
        FileScanner scanner = new FileScanner(now);
        List<FileScan> found = new ArrayList<>();
        for (SelectedFile file : files) {
            FileScan scan = FileChanges.reading(file, scanner::scan);
            if (scan.isNotable()) {
                found.add(scan);
            }
        }
        return found;
    }

    /** What was noticed about a file; empty if it is an ordinary file, or not in the package. */
    public Optional<FileScan> file(String path) {
        return Optional.ofNullable(notable.get(path));
    }

    /** The files about which something was noticed, in the order of the package. */
    public Collection<FileScan> files() {
        return notable.values();
    }

    /** The files that the packer refuses because they contain private keys. */
    public List<String> privateKeys() {
        return notable.values().stream()
                .filter(FileScan::privateKey)
                .map(FileScan::path)
                .toList();
    }
}
