package io.powerx.publish.pack.select;

import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.SelectedFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Answers which paths a package will contain, and why it does not contain others. */
public final class PackedPaths {
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private final List<ExcludedFile> excluded;

    public PackedPaths(FileSelection selection) {
        for (SelectedFile file : selection.files()) {
            String path = file.path();
            files.add(path);
            int slash = path.lastIndexOf('/');
            while (slash > 0 && folders.add(path.substring(0, slash))) {
                slash = path.lastIndexOf('/', slash - 1);
            }
        }
        folders.add("");
        excluded = Stream.concat(
                        selection.leftOut().stream(),
                        selection.refused().stream().map(refused -> new ExcludedFile(refused.path(), refused.reason())))
                .toList();
    }

    /** @param path relative to the project, with forward slashes */
    public boolean hasFile(String path) {
        return files.contains(path);
    }

    /** @param path relative to the project, with forward slashes; empty for the project itself */
    public boolean hasFolder(String path) {
        return folders.contains(path);
    }

    /** Why the package does not contain a file, or anything in a folder; empty if the project does not have it either. */
    public Optional<String> reasonAgainst(String path) {
        return excluded.stream()
                .filter(file -> covers(file.path(), path) || file.path().startsWith(path + "/"))
                .map(ExcludedFile::reason)
                .findFirst();
    }

    private static boolean covers(String excluded, String path) {
        return excluded.equals(path) || (excluded.endsWith("/") && (path + "/").startsWith(excluded));
    }
}
