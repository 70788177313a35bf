package io.powerx.publish.precheck;

import io.powerx.publish.pack.SelectedFile;
import java.io.Serializable;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the packages of a version contain, to compare it with the next version.
 *
 * @param bytes size of all files, not compressed; the sum over all packages
 * @param executables paths of the files that are executable, sorted
 */
public record PackageFacts(long bytes, List<String> executables) implements Serializable {
    public PackageFacts {
        executables = executables == null ? List.of() : List.copyOf(executables);
    }

    /** The facts of packages whose files were selected and scanned. */
    static PackageFacts of(List<PluginContext> packages) {
        long bytes = 0;
        SortedSet<String> executables = new TreeSet<>();
        for (PluginContext plugin : packages) {
            for (SelectedFile file : plugin.selection().files()) {
                bytes += file.size();
                if (file.isExecutable(() -> plugin.scan()
                        .file(file.path())
                        .filter(scan -> scan.program() != null)
                        .isPresent())) {
                    executables.add(file.path());
                }
            }
        }
        return new PackageFacts(bytes, List.copyOf(executables));
    }
}
