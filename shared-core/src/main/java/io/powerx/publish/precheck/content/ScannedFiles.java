package io.powerx.publish.precheck.content;

import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FileIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files that were read for the packages of a version, so that those that several packages contain are read once. */
public final class ScannedFiles {
    private final boolean several;
    private final Set<FileIdentity> scanned = new HashSet<>();
    private final Map<FileIdentity, FileScan> notable = new HashMap<>();

    /** @param several whether files are asked for more than once; otherwise it is not recorded which ones were read */
    public ScannedFiles(boolean several) {
        this.several = several;
    }

    /** The files that were not read yet. */
    List<SelectedFile> missing(List<SelectedFile> files) {
        return files.stream()
                .filter(file -> !scanned.contains(FileIdentity.of(file)))
                .toList();
    }

    /** @param found what was noticed about some of the files, by their paths in the package */
    void add(List<SelectedFile> files, Map<String, FileScan> found) {
        for (SelectedFile file : files) {
            FileScan scan = found.get(file.path());
            if (several) {
                scanned.add(FileIdentity.of(file));
            }
            if (scan != null) {
                notable.put(FileIdentity.of(file), scan);
            }
        }
    }

    @Nullable
    FileScan find(SelectedFile file) {
        return notable.get(FileIdentity.of(file));
    }
}
